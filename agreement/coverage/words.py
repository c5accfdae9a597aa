"""Gaps and overlaps as a person says them, and the letters of the matrix."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreement.responsibility.facts import Dimension
from agreement.responsibility.findings import Acceptance, Finding
from agreement.wording import Words, condition_in_words
from agreement.wording_lists import joined, named

NONE, ONE, SEVERAL = "none", "one", "several"
STATES = (NONE, ONE, SEVERAL)
"""What a cell of the matrix can come to, the worst first and last."""

_LETTERS = {NONE: "0", ONE: "1", SEVERAL: "2+"}


@dataclass(frozen=True)
class Mark:
    """How a cell is marked: letters for the eye, words for the ear, and a name for its colour."""

    letters: str
    words: str
    kind: str


def finding_in_words(finding: Finding | Acceptance, words: Words) -> str:
    """Return “12 bis 26 Jahre mit Duldung in Bretten, Anliegen Arbeit: niemand”.

    An overlap names the services that lead at once.
    """
    who = condition_in_words(finding.when, words, finding.parents)
    return f"{who}: {leading_in_words(finding.services, words)}"


def leading_in_words(services: Collection[str], words: Words) -> str:
    """Return who leads: “MBE”, “JMD und MBE zugleich”, “niemand”."""
    if not services:
        return _("niemand")
    names = joined(named(services, words.services), _("und"))
    return names if len(services) == 1 else _("%s zugleich") % names


def mark_of(states: Collection[str], *, is_accepted: bool) -> Mark:
    """Return the mark for what a cell comes to, over everything that is left open."""
    found = [state for state in STATES if state in states]
    if not found:
        return Mark("–", _("diesen Fall gibt es nicht"), "void")
    letters = "/".join(_LETTERS[state] for state in found)
    said = joined([_state_in_words(state) for state in found], _("oder"))
    words = said if len(found) == 1 else _("je nach Angaben %s") % said
    kind = found[0] if len(found) == 1 else "mixed"
    if is_accepted and found != [ONE]:
        return Mark(letters, _("%s, hingenommen") % words, "accepted")
    return Mark(letters, words, kind)


def _state_in_words(state: str) -> str:
    return {NONE: _("niemand"), ONE: _("ein Dienst"), SEVERAL: _("mehrere Dienste")}[state]


def facts_in_words(dimensions: Iterable[Dimension]) -> str:
    """Return the facts that a rule asks for: “Alter und Gemeinde”."""
    names = {
        Dimension.AGE: _("Alter"),
        Dimension.PARENT_AGE: _("Alter der Eltern"),
        Dimension.STATUS: _("Aufenthaltsstatus"),
        Dimension.ACCOMMODATION: _("Wohnsituation"),
        Dimension.ARRIVAL: _("wie gekommen"),
        Dimension.PERIOD: _("Beratungszeitraum"),
        Dimension.MUNICIPALITY: _("Gemeinde"),
        Dimension.TOPIC: _("Anliegen"),
    }
    return joined([names[dimension] for dimension in dimensions], _("und"))
