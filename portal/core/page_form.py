"""The edit form of every page: it takes over nothing that its writer may not see.

Choosers offer one's own material and what is public, but a form can be sent with any key; the
page would show, and by that open, somebody else's picture, or name the address of a draft.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from portal.core.page_choice import choosable
from portal.core.visibility import Viewer, viewer_of, visible


def references_in(page: Any) -> set[tuple[int, str]]:
    """Return what a page in memory refers to, as (content type, key)."""
    found = ReferenceIndex._extract_references_from_object(page)  # the index reads rows only
    return {(kind, key) for kind, key, _model_path, _content_path in found}


class PageForm(WagtailAdminPageForm):
    """Refuses new references to files and pages that the person at the form may not choose."""

    _known: set[tuple[int, str]]

    def full_clean(self) -> None:
        """Remember what the page referred to before the form was read into it."""
        self._known = references_in(self.instance) if self.is_bound else set()
        super().full_clean()

    def _post_clean(self) -> None:
        """Raise PermissionDenied for a reference that no chooser offered."""
        super()._post_clean()
        sent = references_in(self.instance) | set(self._references_refused())
        if self.is_bound and not self._may_choose(sent - self._known):
            raise PermissionDenied

    def _references_refused(self) -> Iterator[tuple[int, str]]:
        """Yield what fields with mistakes refer to: they are not in the page, but shown again."""
        for field in self.instance._meta.get_fields():
            if field.name in self.errors and hasattr(field, "extract_references"):
                for model, key, *_paths in field.extract_references(self[field.name].data):
                    yield ReferenceIndex._get_base_content_type(model).pk, str(key)

    def _may_choose(self, references: set[tuple[int, str]]) -> bool:
        """Return whether this person may choose all of these, as far as they are ours to ask."""
        who = viewer_of(self.for_user) if references else Viewer()
        offered: tuple[tuple[type[Model], Callable[[Any], Any]], ...] = (
            (get_image_model(), lambda images: visible(images, who)),
            (get_document_model(), lambda documents: visible(documents, who)),
            (Page, lambda pages: choosable(pages, self.for_user)),
        )
        for model, limit in offered:
            kind = ContentType.objects.get_for_model(model).pk
            keys = {key for of, key in references if of == kind}
            chosen: Any = model._default_manager.order_by()
            if keys and limit(chosen).filter(pk__in=keys).count() != len(keys):
                return False
        return True
