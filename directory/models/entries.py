"""The base of organisations and offices."""

import uuid
from typing import Any, ClassVar

from django.db import models

from portal.core.models import GermanOnlyPage


class EntryPage(GermanOnlyPage):
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
