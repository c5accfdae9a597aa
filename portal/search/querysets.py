"""The vocabulary of the list of what can be found."""

from typing import Any, Self

from django.db import models


class SearchEntryQuerySet(models.QuerySet[Any]):
    """Entries by what is to be done with them."""

    def there(self) -> Self:
        """Return the entries of what still exists."""
        return self.filter(is_deleted=False)

    def pending(self) -> Self:
        """Return what Elasticsearch still has to be told, the oldest first."""
        return self.filter(is_pending=True).order_by("changed_at", "pk")
