"""What the pages of the example cases show: cases, texts, and how they fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from agreement.enums import ExampleState
from agreement.examples.replaying import Report, replay_all
from agreement.examples.texts import DRAFTS, RuleText, draft_text, version_text
from agreement.labels import words_with
from agreement.models.findings import ExampleCase
from agreement.models.sealed import Agreement, AgreementVersion
from agreement.models.working_text import WorkingTextPage
from agreement.reading import MAIN_SLUG, Period, in_force_on, periods
from agreement.wording import Words


@dataclass(frozen=True)
class TextChoice:
    """A text that cases can be asked of: its key in the address, and which it is."""

    key: str
    version: AgreementVersion | None
    is_in_force: bool

    @property
    def is_drafts(self) -> bool:
        """Whether these are the drafts of the working text."""
        return self.version is None


class Casebook:
    """The example cases of an agreement, and the texts to ask them of."""

    def __init__(self, agreement: Agreement | None) -> None:
        self.agreement = agreement
        self.today = timezone.localdate()

    @classmethod
    def of_slug(cls, slug: str) -> "Casebook":
        """Return the cases of the agreement at an address; of none if there is no such."""
        return cls(Agreement.objects.filter(slug=slug or MAIN_SLUG).first())

    @cached_property
    def words(self) -> Words:
        """What services, places and topics are called."""
        return words_with({})

    @cached_property
    def _periods(self) -> list[Period]:
        versions = AgreementVersion.objects.filter(agreement=self.agreement).without_bytes()
        return periods(versions)

    @cached_property
    def _working_text(self) -> Any:
        return WorkingTextPage.objects.filter(agreement=self.agreement).first()

    @cached_property
    def choices(self) -> list[TextChoice]:
        """Every text to ask: the drafts first, then the versions, newest first."""
        now = in_force_on(self.today, self._periods)
        versions = [
            TextChoice(str(p.version.number), p.version, p.version == now) for p in self._periods
        ]
        drafts = [TextChoice(DRAFTS, None, is_in_force=False)] if self._working_text else []
        return [*drafts, *versions]

    def cases(self, *states: ExampleState) -> Sequence[ExampleCase]:
        """Return the cases in these states, or all of them."""
        found = ExampleCase.objects.filter(agreement=self.agreement)
        return list(found.filter(state__in=states) if states else found)

    def report(self, key: str, cases: Iterable[ExampleCase]) -> Report:
        """Ask a text these cases; raises KeyError for a key that is no text's."""
        return replay_all(cases, self._text(key), self.words)

    def _text(self, key: str) -> RuleText:
        if key == DRAFTS and self._working_text:
            return draft_text(self._working_text, self.today)
        found = next((p for p in self._periods if str(p.version.number) == key), None)
        if found is None:
            raise KeyError(key)
        return version_text(found, self.today)
