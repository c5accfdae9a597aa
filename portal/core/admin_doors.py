"""Addresses of Wagtail's admin where the portal asks first; included before Wagtail's own.

They have no names: Wagtail's stay valid and lead here.
"""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from portal.core.errors import closed_door
from portal.core.move_page import AskedMoveConfirmView
from portal.core.page_choosers import (
    BrowseView,
    ChosenMultipleView,
    ExternalLinkView,
    SearchView,
)

CLOSED = (
    "api/main/images/",  # lists every organisation's files, and the admin does not use it
    "api/main/documents/",
    "tag-autocomplete/",  # no form has tags; they would be everybody's
)

urlpatterns = [
    path("choose-page/", require_admin_access(BrowseView.as_view())),
    path("choose-page/<int:parent_page_id>/", require_admin_access(BrowseView.as_view())),
    path("choose-page/search/", require_admin_access(SearchView.as_view())),
    path("choose-page/chosen-multiple/", require_admin_access(ChosenMultipleView.as_view())),
    path("choose-external-link/", require_admin_access(ExternalLinkView.as_view())),
    path(
        "pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/",
        require_admin_access(AskedMoveConfirmView.as_view()),
    ),
    *(
        path(address + rest, require_admin_access(closed_door), kwargs)
        for address in CLOSED
        for rest, kwargs in (("", {"rest": ""}), ("<path:rest>", {}))
    ),
]
