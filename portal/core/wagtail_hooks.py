"""Wiring: Wagtail asks the portal's visibility policy before it serves or moves anything."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.models import Page

from portal.core import admin_home, deletion  # noqa: F401  # wire themselves by hooks
from portal.core.page_visibility import is_closed_to, page_visible_to
from portal.core.visibility import may_see, viewer


@hooks.register("before_serve_page", order=-10)
def ask_the_policy(
    page: Page, request: HttpRequest, args: Any, kwargs: Any
) -> HttpResponseBase | None:
    """Send visitors of a closed part to the log-in, and tell everybody else nothing."""
    who = viewer(request)
    if page_visible_to(page, who):
        page.is_admitted = True
        return None
    if is_closed_to(page, who) and not who.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    raise Http404


@hooks.register("before_serve_document", order=-10)
def documents_as_closed_as_what_shows_them(document: Any, request: HttpRequest) -> None:
    """Answer 404 for a document one may not see, as for one that does not exist."""
    if not may_see(document, viewer(request)):
        raise Http404


@hooks.register("before_copy_page")
def copies_only_to_where_one_may_add(request: HttpRequest, page: Page) -> None:
    """Refuse alike a place that is missing and one where one may not add: its form tells more."""
    if request.method != "POST":
        return
    key = request.POST.get("new_parent_page", "")
    target = Page.objects.filter(pk=key).first() if key.isdecimal() else None
    if target is None or not target.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied


@hooks.register("insert_global_admin_js")
def start_without_inline_scripts() -> SafeString:
    """Load what starts date fields, choosers and inline panels (see admin_scripts)."""
    return format_html('<script src="{}"></script>', static("portal/admin-start.js"))
