"""Which rules staff ask: those in force on a day, those of any version, or the working text's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.models import AgreementVersion, WorkingTextPage
from agreement.reading import (
    MAIN_SLUG,
    ClauseLink,
    InForceRules,
    Period,
    current_rules,
    periods,
    text_of,
)
from agreement.snapshot_builder import build_snapshot
from agreement.working_view import contents

WORKING_TEXT = "arbeitsfassung"
"""The key of the working text; versions have their number, the one in force none."""


class NoRules(Exception):
    """Nothing can be asked; the message says why and what to do, for the reader."""


@dataclass(frozen=True, eq=False)
class WorkingRules(InForceRules):
    """The rules of the published working text; its clauses stand nowhere but there."""

    addresses: Mapping[str, str] = field(default_factory=dict)

    def clause(self, uid: str) -> ClauseLink:
        """Return where a clause stands in the working text."""
        found = super().clause(uid)
        return ClauseLink(found.number, found.heading, self.addresses[uid], found.plain)


def text_choices() -> list[tuple[str, str]]:
    """Return every text with its key: what is in force, the versions, the working text."""
    versions = [(str(one.version.number), _title(one)) for one in _periods()]
    working = [(WORKING_TEXT, _("Arbeitsfassung (noch nicht beschlossen)"))]
    return [
        ("", _("Die Fassung, die an diesem Tag in Kraft ist")),
        *versions,
        *(working if _working_text() else []),
    ]


def rules_of(key: str, day: date) -> InForceRules:
    """Return the rules of a text as they hold on a day. Raises NoRules."""
    rules = _rules(key, day)
    if rules is None:
        raise NoRules(_no_rules(key, day))
    try:
        _ready = rules.book
    except ValueError as error:
        sentence = _(
            "Die Regeln der Arbeitsfassung widersprechen sich, deshalb gibt es keine Antwort. "
            "Bitte sagen Sie es der Koordination, oder wählen Sie eine andere Fassung."
        )
        raise NoRules(sentence) from error
    return rules


def _rules(key: str, day: date) -> InForceRules | None:
    if not key:
        return current_rules(day, for_network=True)
    if key == WORKING_TEXT:
        return _working_rules(day)
    version = _versions().filter(number=key).first()
    return InForceRules(version.number, text_of(version), day) if version else None


def _working_rules(day: date) -> InForceRules | None:
    working_text = _working_text()
    if working_text is None:
        return None
    last = AgreementVersion.objects.filter(agreement=working_text.agreement).last()
    snapshot = build_snapshot(working_text, last)
    addresses = {
        uid: f"{section.url}#k-{uid}"
        for section in contents(working_text)
        for uid, _number, _heading in section.clauses
    }
    return WorkingRules(snapshot.number, snapshot, day, addresses=addresses)


def _versions() -> Any:
    return AgreementVersion.objects.filter(agreement__slug=MAIN_SLUG).without_bytes()


def _periods() -> list[Period]:
    return periods(_versions())


def _working_text() -> WorkingTextPage | None:
    found: WorkingTextPage | None = (
        WorkingTextPage.objects.live().filter(agreement__slug=MAIN_SLUG).first()
    )
    return found


def _title(period: Period) -> str:
    words: dict[str, Any] = {"number": period.version.number}
    if period.starts is None:
        return _("Fassung %(number)s (noch nicht in Kraft)") % words
    words |= {"start": date_format(period.starts)}
    if period.ends is None:
        return _("Fassung %(number)s (in Kraft seit %(start)s)") % words
    return _("Fassung %(number)s (%(start)s bis %(end)s)") % {
        **words,
        "end": date_format(period.ends),
    }


def _no_rules(key: str, day: date) -> str:
    if key:
        return _("Diese Fassung gibt es nicht mehr. Bitte wählen Sie eine andere.")
    sentence = _(
        "Am %(day)s ist keine Fassung der Vereinbarung in Kraft. Bitte wählen Sie einen anderen "
        "Tag oder eine bestimmte Fassung."
    )
    return sentence % {"day": date_format(day)}
