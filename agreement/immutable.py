"""Rows that are inserted once and never change: the model refuses, and so does the database.

The triggers that make the database refuse are in `agreement.triggers`.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class SealedError(Exception):
    """Somebody tried to change or delete what is sealed."""


class ImmutableQuerySet(models.QuerySet[M]):
    """A queryset that reads and inserts."""

    def _refuse(self) -> NoReturn:
        raise SealedError(f"{self.model._meta.verbose_name} is sealed and never changes")

    def update(self, **kwargs: Any) -> int:
        """Refuse with SealedError."""
        self._refuse()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse with SealedError."""
        self._refuse()

    def bulk_update(self, objs: Iterable[M], fields: Iterable[str], batch_size: Any = None) -> int:
        """Refuse with SealedError."""
        self._refuse()


class ImmutableManager(models.Manager[M]):
    """The manager of sealed tables."""

    def get_queryset(self) -> ImmutableQuerySet[M]:
        """Return a queryset that reads and inserts."""
        return ImmutableQuerySet(self.model, using=self._db)


class ImmutableModel(models.Model):
    """The base of every sealed table.

    Sealed tables point to sealed tables, `Agreement` and `Clause` alone; everything else is
    copied into them as text, so that nothing outside can change or block them.
    """

    is_sealed_table: ClassVar[bool] = True

    objects: ClassVar[ImmutableManager[Self]] = ImmutableManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; raises SealedError for a row that exists already."""
        if not self._state.adding:
            raise SealedError(f"{self._meta.verbose_name} is sealed and never changes")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse with SealedError."""
        raise SealedError(f"{self._meta.verbose_name} is sealed and never deleted")
