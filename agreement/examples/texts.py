"""The texts that example cases are asked of: the drafts, and every sealed version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agreement.clause_index import ClauseEntry
from agreement.drafts import draft_clauses, rules_of
from agreement.reading import ClauseLink, Period, clause_url, text_of
from agreement.responsibility.rules import Rule
from agreement.snapshot import Snapshot

DRAFTS = "arbeitsfassung"


@dataclass(frozen=True)
class RuleText:
    """Rules with the clauses they stand on, and the day they are asked for if a case has none."""

    key: str
    title: str
    day: date
    rules: tuple[Rule, ...]
    clauses: Mapping[str, ClauseLink]

    def clause_of(self, rule_id: str) -> ClauseLink:
        """Return the clause that a rule stands on; raises KeyError for a rule of another text."""
        clause = next((rule.clause for rule in self.rules if rule.id == rule_id), "")
        return self.clauses[clause]


def draft_text(working_text: Any, today: date) -> RuleText:
    """Return the rules of the newest drafts; links lead into the editor (one query)."""
    clauses = draft_clauses(working_text)
    links = {clause.uid: draft_link(clause.place) for clause in clauses}
    return RuleText(DRAFTS, _("Arbeitsfassung"), today, rules_of(clauses), links)


def draft_link(place: ClauseEntry) -> ClauseLink:
    """Return the way to a clause in the editor of its section."""
    editor = reverse("wagtailadmin_pages:edit", args=[place.section_pk])
    return ClauseLink(place.number, place.heading, f"{editor}#block-{place.uid}-section")


def version_text(period: Period, today: date) -> RuleText:
    """Return the rules of a sealed version; links lead to its clauses.

    Asked for today while it is in force, else for the day of its time that is closest.
    """
    number = period.version.number
    return text_of_snapshot(
        text_of(period.version),
        period.day_nearest_to(today),
        key=str(number),
        title=_("Fassung %(number)s") % {"number": number},
    )


def text_of_snapshot(snapshot: Snapshot, day: date, *, key: str = "", title: str = "") -> RuleText:
    """Return the rules of a text that is sealed or about to be."""
    links = {
        clause.uid: ClauseLink(clause.number, clause.heading, clause_url(clause.uid))
        for _section, clause in snapshot.clauses()
    }
    return RuleText(key, title, day, snapshot.rules(), links)
