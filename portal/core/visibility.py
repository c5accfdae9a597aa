"""The one visibility policy: who may see what.

A *token* names an audience: `public`, or `group:<pk>` for the members of a group. An object
carries the tokens of everyone who may see it; a viewer carries the tokens he belongs to; he
sees the object if they share one. Pages, listings, search, exports and files all ask here.
An app registers its models in `AppConfig.ready()`; a model of ours without a registration is
an error of `manage.py check`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PUBLIC = "public"
M = TypeVar("M", bound=Model)


def group_token(group_pk: int) -> str:
    """Return the token of a group's members."""
    return f"group:{group_pk}"


def meet(first: frozenset[str], second: frozenset[str]) -> frozenset[str]:
    """Return the tokens of those whom both of two audiences admit by the same group.

    Somebody who is in one group of each is admitted, too, but no token says so; whoever
    decides about one viewer asks `may_see`.
    """
    if PUBLIC in first:
        return second
    return first if PUBLIC in second else first & second


@dataclass(eq=False)
class Viewer:
    """Somebody who looks: the tokens he belongs to, and whether he sees everything."""

    tokens: frozenset[str] = frozenset({PUBLIC})
    user: Any = None
    memo: dict[str, Any] = field(default_factory=dict)
    """What policies look up once per request; it dies with the viewer."""

    @property
    def is_authenticated(self) -> bool:
        """Whether somebody has logged in."""
        return self.user is not None

    @cached_property
    def groups(self) -> frozenset[int]:
        """The primary keys of the groups he is in."""
        return frozenset(int(t.partition(":")[2]) for t in self.tokens if t != PUBLIC)

    @cached_property
    def sees_everything(self) -> bool:
        """Administrators see everything there is to see."""
        return bool(self.user and self.user.is_superuser)

    def shares(self, tokens: frozenset[str]) -> bool:
        """Return whether an object with these tokens may be seen."""
        return bool(tokens) and (self.sees_everything or not tokens.isdisjoint(self.tokens))


def viewer_of(user: Any) -> Viewer:
    """Return the viewer for an account (one query for its groups)."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Viewer()
    groups = Group.objects.filter(user=user).values_list("pk", flat=True)
    return Viewer(frozenset({PUBLIC, *map(group_token, groups)}), user)


def viewer(request: HttpRequest) -> Viewer:
    """Return who looks at this answer, once per request.

    Without a session cookie nobody has logged in: the session is not even opened, so that
    public pages stay free of cookies and can be cached. A request that was refused before the
    log-in was read has no user: its error page is a visitor's.
    """
    known: Viewer | None = getattr(request, "_viewer", None)
    if known is None:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        known = viewer_of(getattr(request, "user", None)) if has_session else Viewer()
        request._viewer = known  # type: ignore[attr-defined]
    return known


def look_as(request: HttpRequest, who: Viewer) -> None:
    """Make this answer for somebody else than who asks, such as for everybody alike."""
    request._viewer = who  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Policy:
    """How a model answers: for a whole queryset, and for one object.

    Where two conditions must hold, tokens cannot tell who fulfils both (see `meet`):
    such a model is asked by its queryset for single objects, too.
    """

    visible_to: Callable[[QuerySet[Any], Viewer], QuerySet[Any]]
    tokens_of: Callable[[Any], frozenset[str]]
    has_two_conditions: bool = False
    tokens_of_each: Callable[[Iterable[Any]], dict[int, frozenset[str]]] | None = None
    """The tokens of many objects by their keys, where that takes fewer queries."""


OPEN = Policy(lambda queryset, _viewer: queryset, lambda _obj: frozenset({PUBLIC}))
"""Everybody may see these: reference data, sealed facts that are public by design."""

CLOSED = Policy(lambda queryset, _viewer: queryset.none(), lambda _obj: frozenset())
"""Nobody sees these but through an act or an admin view with a permission of its own."""

_policies: dict[type[Model], Policy] = {}


def register(model: type[Model], policy: Policy) -> None:
    """Register the policy of a model; it holds for its subclasses, too.

    Raises ValueError if the model has one already.
    """
    if model in _policies:
        raise ValueError(f"{model._meta.label} has a visibility policy already")
    _policies[model] = policy


def policy_of(model: type[Model]) -> Policy | None:
    """Return the policy of a model or of its nearest registered base."""
    for base in model.__mro__:
        if base in _policies:
            return _policies[base]
    return None


def visible(queryset: QuerySet[M], who: Viewer) -> QuerySet[M]:
    """Return the part of a queryset that the viewer may see.

    Raises LookupError for a model without a policy: nothing is visible by accident.
    """
    policy = policy_of(queryset.model)
    if policy is None:
        raise LookupError(f"{queryset.model._meta.label} has no visibility policy")
    return policy.visible_to(queryset, who)


def tokens_of(obj: Model) -> frozenset[str]:
    """Return the tokens of everyone who may see an object (empty: nobody).

    Raises LookupError for a model without a policy.
    """
    policy = policy_of(type(obj))
    if policy is None:
        raise LookupError(f"{obj._meta.label} has no visibility policy")
    return policy.tokens_of(obj)


def tokens_of_each(model: type[Model], objects: Iterable[Any]) -> dict[int, frozenset[str]]:
    """Return the tokens of objects of a model by their keys, in constant queries if it can.

    Raises LookupError for a model without a policy.
    """
    policy = policy_of(model)
    if policy is not None and policy.tokens_of_each is not None:
        return policy.tokens_of_each(objects)
    return {obj.pk: tokens_of(obj) for obj in objects}


def may_see(obj: Model, who: Viewer) -> bool:
    """Return whether the viewer may see an object.

    Raises LookupError for a model without a policy.
    """
    policy = policy_of(type(obj))
    if policy is not None and policy.has_two_conditions:
        return visible(type(obj)._default_manager.filter(pk=obj.pk), who).exists()
    return who.shares(tokens_of(obj))
