"""The visibility of pictures and documents: as closed as what shows them.

A file is open to whoever sees something that refers to it, and to the people with rights at
its collection; a closed collection closes it in any case. What refers to it is read from
Wagtail's reference index, which holds what is published: a picture in a draft opens with the
page, and closes again when the page lets go of it. What a model shows without referring to it
(a sealed version knows its documents by their hashes) comes by `register_file_users`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from wagtail.models import (
    CollectionViewRestriction,
    GroupCollectionPermission,
    ReferenceIndex,
)

from portal.core.page_visibility import Audiences, audiences_of
from portal.core.visibility import (
    CLOSED,
    PUBLIC,
    Policy,
    Viewer,
    group_token,
    meet,
    policy_of,
    tokens_of,
    tokens_of_each,
    visible,
)

RIGHTS = ("add", "change", "delete", "choose", "view")
"""Whoever has one of these at a collection works with its files."""


@dataclass(frozen=True)
class FileUsers:
    """What shows files of a model without referring to them in the reference index."""

    keys_visible_to: Callable[[Viewer], Collection[int]]
    """Returns the primary keys of the files that a viewer is shown."""
    tokens_of_each: Callable[[Collection[Any]], Mapping[int, frozenset[str]]]
    """Returns the tokens of everyone who is shown each of some files, by their keys."""


_users: list[tuple[type[Model], FileUsers]] = []


def register_file_users(model: type[Model], users: FileUsers) -> None:
    """Add to what opens the files of a model (called in `AppConfig.ready()`)."""
    _users.append((model, users))


def _users_of(files: type[Model]) -> list[FileUsers]:
    return [users for model, users in _users if issubclass(files, model)]


@cache
def _referring_models(files: type[Model]) -> tuple[type[Model], ...]:
    """Return the base models of what can refer to files of a model and be seen by somebody."""
    indexed = (model for model in ReferenceIndex.indexed_models if _may_refer_to(model, files))
    bases = {[model, *model._meta.get_parent_list()][-1] for model in indexed}
    seen = (base for base in bases if policy_of(base) not in (None, CLOSED))
    return tuple(sorted(seen, key=lambda base: base._meta.label))


def _may_refer_to(model: type[Model], files: type[Model]) -> bool:
    """Return whether a model, or a part of it, holds keys of files, rich text or blocks."""
    parts = [model, *(relation.related_model for relation in get_all_child_relations(model))]
    return any(
        hasattr(field, "extract_references")
        or (field.many_to_one and field.related_model and issubclass(files, field.related_model))
        for part in parts
        for field in part._meta.get_fields()
    )


def _shown_to(files: type[Model], who: Viewer) -> Q:
    """Return the condition that something which the viewer sees refers to a file.

    The reference index spells keys as text; they are numbers in everything that refers.
    """
    references = ReferenceIndex.objects.filter(
        to_content_type=_type_of(files), to_object_id=Cast(OuterRef("pk"), CharField())
    )
    shown = [Q(pk__in=users.keys_visible_to(who)) for users in _users_of(files)]
    for model in _referring_models(files):
        # A CASE, since a database may convert other models' keys first, and stumble over them.
        of_model = When(
            base_content_type=_type_of(model), then=Cast("object_id", BigIntegerField())
        )
        seen = visible(model._default_manager.order_by(), who).filter(pk=OuterRef("source"))
        shown.append(Q(Exists(references.alias(source=Case(of_model)).filter(Exists(seen)))))
    return reduce(or_, shown, Q(pk__in=[]))


def _type_of(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model, for_concrete_model=False)


def _rights_at(files: type[Model]) -> QuerySet[GroupCollectionPermission]:
    codenames = [f"{right}_{files._meta.model_name}" for right in RIGHTS]
    return GroupCollectionPermission.objects.filter(
        permission__content_type__app_label=files._meta.app_label,
        permission__codename__in=codenames,
    )


def _at_hand(files: type[Model], who: Viewer) -> Q:
    """Return the condition that the viewer has rights at a file's collection or above it."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    rights = _rights_at(files).filter(group__in=who.groups)
    return Q(Exists(rights.alias(at=path).filter(at__startswith=F("collection__path"))))


def _collection_audiences(who: Viewer) -> Audiences:
    if "collection_audiences" not in who.memo:
        who.memo["collection_audiences"] = _restricted_collections()
    audiences: Audiences = who.memo["collection_audiences"]
    return audiences


def _restricted_collections() -> Audiences:
    """Return, for each restricted collection's path, the tokens that may look in (one query)."""
    rows = CollectionViewRestriction.objects.values_list(
        "collection__path", "restriction_type", "groups"
    )
    return audiences_of(rows)


def _visible_to(files: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    for path, tokens in _collection_audiences(who).items():
        if not who.shares(tokens):
            files = files.exclude(collection__path__startswith=path)
    if who.sees_everything:
        return files
    seen = _shown_to(files.model, who)
    return files.filter(seen | _at_hand(files.model, who) if who.groups else seen)


def _tokens_of(file: Any) -> frozenset[str]:
    return tokens_of_files([file])[file.pk]


def tokens_of_files(files: Iterable[Any]) -> dict[int, frozenset[str]]:
    """Return the tokens of everyone who may see each of some files of a model, by their keys.

    As many queries as for one of them: one for each kind of thing that refers to files.
    """
    found = list(files)
    if not found:
        return {}
    model = type(found[0])
    prefetch_related_objects(found, "collection")
    rights = list(_rights_with_places(model))
    tokens = {
        file.pk: frozenset(token for path, token in rights if file.collection.path.startswith(path))
        for file in found
    }
    for users in _users_of(model):
        for key, more in users.tokens_of_each(found).items():
            tokens[key] |= more
    for key, more in _tokens_by_references(model, found):
        tokens[key] |= more
    closed = _restricted_collections()
    return {file.pk: meet(tokens[file.pk], _let_in(file, closed)) for file in found}


def _rights_with_places(files: type[Model]) -> Iterator[tuple[str, str]]:
    """Yield the place of each collection and the token of a group with rights there."""
    rights = _rights_at(files).values_list("collection__path", "group").distinct()
    for path, group in rights:
        yield path, group_token(group)


def _tokens_by_references(
    files: type[Model], found: Iterable[Any]
) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield the keys of files with the tokens of what refers to them."""
    references = ReferenceIndex.objects.filter(
        to_content_type=_type_of(files), to_object_id__in=[str(file.pk) for file in found]
    )
    by_model: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for kind, source, file in references.values_list(
        "base_content_type", "object_id", "to_object_id"
    ):
        by_model[kind].append((source, file))
    for model in _referring_models(files):
        pairs = by_model.get(_type_of(model).pk, [])
        if pairs:
            sources = model._default_manager.filter(pk__in={source for source, _file in pairs})
            tokens = tokens_of_each(model, sources)
            for source, file in pairs:
                yield int(file), tokens.get(int(source), frozenset())


def _let_in(file: Any, closed: Audiences) -> frozenset[str]:
    path = file.collection.path
    nearest = max((above for above in closed if path.startswith(above)), default=None)
    return frozenset({PUBLIC}) if nearest is None else closed[nearest]


FILES = Policy(
    visible_to=_visible_to,
    tokens_of=_tokens_of,
    has_two_conditions=True,
    tokens_of_each=tokens_of_files,
)
"""Pictures and documents: open by what shows them, closed by their collection."""


def _renditions_visible_to(renditions: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    images = renditions.model._meta.get_field("image").related_model
    return renditions.filter(image__in=visible(images.objects.order_by(), who))


RENDITIONS = Policy(
    visible_to=_renditions_visible_to,
    tokens_of=lambda rendition: tokens_of(rendition.image),
    has_two_conditions=True,
)
"""A size of a picture is as closed as the picture."""
