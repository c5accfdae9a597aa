"""Moving a page, with the question who may asked first."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.models import Page


class AskedMoveConfirmView(MoveConfirmView):
    """The confirmation, which Wagtail lets tell of a page's title and of addresses taken."""

    def dispatch(
        self, request: HttpRequest, page_to_move_id: int, destination_id: int, *args: Any, **kw: Any
    ) -> HttpResponseBase:
        """Refuse alike what is missing and what one may not move there."""
        pages = Page.objects.in_bulk([page_to_move_id, destination_id])
        page, destination = pages.get(page_to_move_id), pages.get(destination_id)
        if page is None or destination is None:
            raise PermissionDenied
        if not page.permissions_for_user(request.user).can_move_to(destination):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(
            request, page_to_move_id, destination_id, *args, **kw
        )
        return answer
