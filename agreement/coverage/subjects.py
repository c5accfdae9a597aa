"""What the coverage page can be about: the working text as published, or a version."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agreement import reading
from agreement.coverage.computing import Rules
from agreement.coverage.identity import sealed_acceptance, stored_acceptance
from agreement.coverage.texts import CoveredText, published_text, version_text
from agreement.labels import words_with
from agreement.models.sealed import Agreement
from agreement.reading import ClosedSets, Period
from agreement.responsibility.findings import Acceptance
from agreement.wording import Words


@dataclass(frozen=True)
class Accepted:
    """Something accepted: why, by whom and when. A version names no person, and has no uuid."""

    acceptance: Acceptance
    reason: str
    by: str
    on: date
    uuid: str = ""


@dataclass(frozen=True, eq=False)
class Subject:
    """A text with its rules, its words and what is accepted in it; `period` is a version's."""

    agreement: Agreement
    text: CoveredText
    words: Words
    accepted: tuple[Accepted, ...]
    period: Period | None = None
    working_text: Any = None

    @property
    def number(self) -> int | None:
        """The number of the version, None for the working text."""
        return self.period.version.number if self.period else None

    @property
    def title(self) -> str:
        """What is looked at."""
        if self.number is None:
            return _("Arbeitsfassung")
        return _("Fassung %(number)s") % {"number": self.number}

    @property
    def rules(self) -> Rules:
        """The rules, ready to be asked for their coverage."""
        places = tuple(sorted(self.words.municipalities))
        sets = ClosedSets(places, tuple(sorted(self.words.topics)))
        return Rules(self.text.rules, sets, tuple(each.acceptance for each in self.accepted))

    @property
    def first_day(self) -> date:
        """Today, or the day nearest to it on which the version is in force."""
        today = timezone.localdate()
        return self.period.day_nearest_to(today) if self.period else today

    @property
    def last_day(self) -> date | None:
        """The last day on which the version is in force, if one is known."""
        return self.period.ends if self.period else None


def working_subject(agreement: Agreement) -> Subject | None:
    """Return the published working text of an agreement, None if it has none."""
    working_text = getattr(agreement, "working_text", None)
    if working_text is None:
        return None
    text = published_text(working_text)
    return Subject(
        agreement=agreement,
        text=text,
        words=words_with(text.numbers),
        accepted=tuple(accepted_now(agreement)),
        working_text=working_text,
    )


def accepted_now(agreement: Agreement) -> Iterable[Accepted]:
    """Yield what the partners of an agreement accept today (one query)."""
    for row in agreement.accepted_findings.select_related("accepted_by"):
        yield Accepted(
            acceptance=stored_acceptance(row.kind, row.when, row.services),
            reason=row.reason,
            by=str(row.accepted_by or ""),
            on=timezone.localdate(row.accepted_at),
            uuid=str(row.uuid),
        )


def version_subject(agreement: Agreement, period: Period) -> Subject:
    """Return a version of an agreement."""
    text = version_text(period.version, agreement.slug)
    accepted = (
        Accepted(sealed_acceptance(each), each.reason, "", each.accepted_on)
        for each in reading.text_of(period.version).accepted
    )
    return Subject(agreement, text, words_with(text.numbers), tuple(accepted), period)
