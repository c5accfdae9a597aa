"""The values by which results can be narrowed, with their names."""

from collections.abc import Callable, Collection

from directory.models import Municipality, OrganisationPage, Topic
from portal.core.visibility import Viewer, visible
from portal.search.asking.answer import Choice
from portal.search.asking.question import Question
from portal.search.kinds import Kind
from portal.search.models import Facet

Counts = dict[str, int]
Names = Callable[[Collection[str], Viewer], dict[str, str]]


def choices_of(
    counts: dict[str, Counts], question: Question, who: Viewer
) -> dict[str, list[Choice]]:
    """Return for each facet its values with counts, those with most results first.

    What is chosen is always there, even if nothing has it, so that it can be taken back; any
    other value whose name this reader must not know is left out. One query for each facet whose
    names are kept in a table.
    """
    choices = {}
    for facet, names_of in NAMES.items():
        counted = counts.get(facet, {})
        chosen = question.values_of(facet)
        names = {value: value for value in chosen} | names_of({*counted, *chosen}, who)
        found = [
            Choice(value, name, counted.get(value, 0), value in chosen)
            for value, name in names.items()
        ]
        choices[str(facet)] = sorted(found, key=_latest if facet == Facet.YEAR else _most)
    return choices


def _most(choice: Choice) -> tuple[int, str]:
    return -choice.count, choice.name


def _latest(choice: Choice) -> tuple[int, str]:
    return (-int(choice.value) if _is_number(choice.value) else 0), choice.value


def _kinds(values: Collection[str], _who: Viewer) -> dict[str, str]:
    return {kind.value: str(kind.label) for kind in Kind if kind in values}


def _organisations(values: Collection[str], who: Viewer) -> dict[str, str]:
    keys = [int(value) for value in values if _is_number(value)]
    if not keys:
        return {}
    pages = visible(OrganisationPage.objects.filter(pk__in=keys), who)
    return {str(key): title for key, title in pages.values_list("pk", "title")}


def _topics(values: Collection[str], _who: Viewer) -> dict[str, str]:
    topics = Topic.objects.filter(code__in=values) if values else Topic.objects.none()
    return dict(topics.values_list("code", "name"))


def _municipalities(values: Collection[str], _who: Viewer) -> dict[str, str]:
    found = Municipality.objects.filter(ags__in=values) if values else Municipality.objects.none()
    return dict(found.values_list("ags", "name"))


def _years(values: Collection[str], _who: Viewer) -> dict[str, str]:
    return {value: value for value in values if _is_number(value) and len(value) == len("2026")}


def _is_number(value: str) -> bool:
    """Whether a value is a key that a database takes: ASCII digits, and not too many."""
    return value.isascii() and value.isdigit() and len(value) <= len("999999999")


NAMES: dict[Facet, Names] = {
    Facet.KIND: _kinds,
    Facet.ORGANISATION: _organisations,
    Facet.TOPIC: _topics,
    Facet.MUNICIPALITY: _municipalities,
    Facet.YEAR: _years,
}
