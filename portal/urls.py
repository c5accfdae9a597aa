"""Every address of the portal."""

from allauth.account.views import LoginView
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from portal.operations.views import healthz, readyz

handler400 = "portal.core.errors.bad_request"
handler403 = "portal.core.errors.permission_denied"
handler404 = "portal.core.errors.page_not_found"

# Wagtail's own doors take a password alone; all of them lead through the one log-in.
to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_password_reset = RedirectView.as_view(pattern_name="account_reset_password")

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("admin/login/", to_login),
    path("admin/password_reset/", to_password_reset),
    path("admin/password_reset/<path:rest>", to_password_reset),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("konto/anmelden/", LoginView.as_view(), name="account_login"),
    path("konto/", include("allauth.account.urls")),
    *i18n_patterns(
        path("anlaufstelle-finden/", include("portal.finder.urls")),
        path("suche/", include("portal.search.urls")),
        path("", include("agreement.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
