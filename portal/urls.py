"""Every address of the portal."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path, reverse_lazy
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import LogoutView
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from agreement.comparison_page.revisions import SectionCompareView
from directory.page_privacy import PrivacyView
from portal.accounts.admin_account import admin_account
from portal.accounts.views import AdminDoor
from portal.api.hsds.api import api as hsds
from portal.core.errors import closed_door
from portal.core.media import rendition
from portal.home.sitemap import VisibleSitemap
from portal.operations.views import healthz, metrics, readyz

handler400 = "portal.core.errors.bad_request"
handler403 = "portal.core.errors.permission_denied"
handler404 = "portal.core.errors.page_not_found"
handler429 = "portal.core.errors.too_many_requests"  # allauth looks for it

# Wagtail's own doors take a password alone; all of them lead through the one log-in, and the
# shared passwords of pages and collections open nothing. Its way out ends the session whatever
# the method, and one door is there to show a fault.
to_login = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_password_reset = RedirectView.as_view(url=reverse_lazy("account_reset_password"))

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": VisibleSitemap}}, name="sitemap"),
    path("media/images/<path:path>", rendition, name="rendition"),
    path("admin/login/", AdminDoor.as_view()),
    path("admin/password_reset/", to_password_reset),
    path("admin/password_reset/<path:rest>", to_password_reset),
    path("admin/logout/", require_POST(LogoutView.as_view())),
    path("admin/failwhale/", closed_door, {"rest": ""}),
    path("admin/account/", admin_account, name="wagtailadmin_account"),
    path("admin/reports/", include("directory.audit.urls")),
    path("admin/", include("portal.core.admin_doors")),
    path("admin/pages/<int:page_id>/privacy/", require_admin_access(PrivacyView.as_view())),
    re_path(
        r"^admin/pages/(?P<pk>\d+)/revisions/compare/"
        r"(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$",
        require_admin_access(SectionCompareView.as_view()),
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumente/authenticate_with_password/<path:rest>", closed_door),
    path("dokumente/", include(wagtaildocs_urls)),
    path("konto/sso/", include("portal.accounts.single_sign_on_urls")),
    path("partner/", include("directory.open_data.urls")),
    path("api/hsds/", hsds.urls),
    path("api/v1/", include("portal.api.urls")),
    *i18n_patterns(
        path("konto/login/", to_login),
        path("konto/", include("directory.people.urls")),
        path("konto/", include("directory.freshness.urls")),
        path("konto/", include("agreement.following.urls")),
        path("konto/", include("portal.accounts.urls")),
        path("aktuelles/abo/", include("news.digest.urls")),
        path("aktuelles/", include("news.urls")),
        path("melden/", include("directory.reports.urls")),
        path("anlaufstelle-finden/", include("portal.finder.urls")),
        path("suche/", include("portal.search.urls")),
        path("", include("agreement.urls")),
        path("_util/login/", to_login),
        path("_util/authenticate_with_password/<path:rest>", closed_door),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
