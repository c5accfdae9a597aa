"""What belongs to many objects of several tables, fetched along in one query by `prefetch_related`.

Django fetches each relation by a query of its own; a card of an office would cost seven. The
descriptor answers to the protocol that generic foreign keys use (`get_prefetch_querysets`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

from django.db.models import Model

M = TypeVar("M", bound=Model)
T = TypeVar("T")


class Gathered(Generic[M, T]):
    """An attribute that `prefetch_related("its name")` fills for many objects at once.

    `gather` maps primary keys to values, with every key of the objects it is given. Read
    without having been fetched, `single` makes the value of one object, from what it has in
    memory: nothing is kept then, since the object may still change.
    """

    def __init__(
        self, gather: Callable[[Sequence[M]], Mapping[int, T]], single: Callable[[M], T]
    ) -> None:
        """Keep how values are made."""
        self._gather = gather
        self._single = single
        self._name = ""

    def __set_name__(self, owner: type[M], name: str) -> None:
        """Learn the attribute's name."""
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type[M]) -> "Gathered[M, T]": ...
    @overload
    def __get__(self, instance: M, owner: type[M]) -> T: ...
    def __get__(self, instance: M | None, owner: type[M]) -> "Gathered[M, T] | T":
        """Return the value of an object, fetched along or made now."""
        if instance is None:
            return self
        if self.is_cached(instance):
            _key, value = instance._state.fields_cache[self._name]
            gathered: T = value
            return gathered
        return self._single(instance)

    def is_cached(self, instance: M) -> bool:
        """Say whether an object's value was fetched along."""
        return self._name in instance._state.fields_cache

    def get_prefetch_querysets(
        self, instances: Sequence[M], querysets: Any = None
    ) -> tuple[Any, ...]:
        """Answer Django's prefetching: the values, and how they belong to the objects.

        Raises ValueError if somebody wants them from a queryset of his own.
        """
        if querysets:
            msg = f"{self._name} is gathered by itself, not from a queryset"
            raise ValueError(msg)
        items = list(self._gather(instances).items())
        is_single, is_descriptor = True, False
        return (
            items,
            lambda item: item[0],
            lambda instance: instance.pk,
            is_single,
            self._name,
            is_descriptor,
        )
