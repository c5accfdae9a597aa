"""The bases of the directory's pages."""

import uuid
from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.http import HttpRequest
from wagtail.url_routing import RouteResult

from portal.core.models import GermanOnlyPage
from portal.core.page_visibility import is_closed_to
from portal.core.visibility import viewer


class DirectoryPage(GermanOnlyPage):
    """A page of the directory; it knows what usually stands below it."""

    usual_child: ClassVar[str] = ""

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Route to a child: the usual kind in one query, all others in Wagtail's two.

        The child keeps its parent in mind, so that the way back to the top costs nothing.
        """
        if path_components and self.usual_child and not is_closed_to(self, viewer(request)):
            children = apps.get_model(self.usual_child).objects.child_of(self)
            child = children.filter(slug=path_components[0]).first()
            if child is not None:
                child._cached_parent_obj = self  # as Wagtail's own route() does
                return child.route(request, path_components[1:])
        return super().route(request, path_components)


class EntryPage(DirectoryPage):
    """A page of the directory that others point to by its UUID.

    What identifies it belongs to the page, not to a draft of it: a copy gets its own, an older
    draft that is published again keeps it.
    """

    identity: ClassVar[list[str]] = ["uuid"]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    exclude_fields_in_copy = ["uuid"]

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Return this page as a draft says, under its own identity."""
        page = super().with_content_json(content)
        for name in self.identity:
            attribute = self._meta.get_field(name).attname
            setattr(page, attribute, getattr(self, attribute))
        return page
