"""The texts that can be compared: versions, and for the network what is being worked on."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agreement import reading
from agreement.comparison_page.addresses import ROUND, WORKING_TEXT
from agreement.models.evidence import ProcessFreeze
from agreement.models.sealed import Agreement, AgreementVersion
from agreement.reading import Period
from agreement.snapshot import Snapshot, from_data
from agreement.snapshot_builder import build_snapshot
from directory.audience import is_in_network
from portal.core.errors import BadInput, NotFound
from portal.core.visibility import Viewer, visible

MOST_ROUNDS = 1_000_000
NAME = re.compile(rf"[1-9][0-9]{{0,5}}|{WORKING_TEXT}|{ROUND}[1-9][0-9]{{0,5}}")
"""How a text is called in an address: the number of a version, the working text, a round."""


@dataclass(frozen=True)
class ComparedText:
    """A text to compare: what it says, what it is called, and where it is read."""

    agreement: str
    """The slug of its agreement."""
    name: str
    """What stands for it in addresses."""
    title: str
    snapshot: Snapshot
    sha256: str
    """The hash of its bytes: what is computed from it is kept by this."""
    url: str
    """Where it is read, with a slash at the end; its sections stand below."""
    day: date
    """Today, or the day nearest to it on which the text holds."""
    age: tuple[datetime, int]
    """When it was sealed or frozen, to the second, and the number: the older text has less."""
    number: int | None = None
    """The number of a version, None for what is not sealed."""

    @cached_property
    def places(self) -> Mapping[str, tuple[str, str]]:
        """Number and address of every clause, by uid."""
        return {
            clause.uid: (clause.number, f"{self.url}{section.slug}/#k-{clause.uid}")
            for section, clause in self.snapshot.clauses()
        }


@dataclass(eq=False)
class Texts:
    """What one reader may compare of an agreement.

    `url` is the agreement's public address, with a slash at the end.
    """

    agreement: Agreement
    who: Viewer
    url: str

    @cached_property
    def periods(self) -> list[Period]:
        """The versions the reader may see, the newest first."""
        versions = AgreementVersion.objects.filter(agreement=self.agreement).without_bytes()
        return reading.periods(visible(versions, self.who))

    @cached_property
    def working_text(self) -> Any:
        """The working text, for the network alone; None if there is none."""
        return getattr(self.agreement, "working_text", None) if self._is_inside else None

    @cached_property
    def rounds(self) -> list[ProcessFreeze]:
        """The rounds of the process that was consulted on last, the newest first."""
        frozen = ProcessFreeze.objects.filter(agreement=self.agreement).defer("canonical")
        newest_first = list(visible(frozen, self.who).order_by("-frozen_at", "-round"))
        return [one for one in newest_first if one.process == newest_first[0].process]

    @property
    def _is_inside(self) -> bool:
        return is_in_network(self.who)

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        """Every text by its name in addresses, what is worked on first, then the newest."""
        found = [(WORKING_TEXT, _("Arbeitsfassung"))] if self.working_text else []
        found += [(f"{ROUND}{one.round}", _round_title(one.round)) for one in self.rounds]
        numbers = (period.version.number for period in self.periods)
        return [*found, *((str(number), version_title(number)) for number in numbers)]

    def usual_pair(self) -> tuple[str, str] | None:
        """What is compared unless somebody asks; None while there are not two texts.

        That is the version in force with the newest text; where the newest is the one in force,
        the version before with it.
        """
        names = [name for name, _title in self.choices]
        if len(names) < 2:
            return None
        current = reading.in_force_on(timezone.localdate(), self.periods)
        if current is None or names[0] == str(current.number):
            return names[1], names[0]
        return str(current.number), names[0]

    def subject(self, name: str) -> ComparedText:
        """Return a text by its name.

        Raises BadInput for what names no text, NotFound for one that is not there – or that the
        reader may not see, which is answered alike.
        """
        if not NAME.fullmatch(name):
            raise BadInput(
                _(
                    "„%(name)s“ ist kein Name einer Fassung. Schreiben Sie die Nummer, "
                    "zum Beispiel: vergleich/1/2/"
                )
                % {"name": name[:40]}
            )
        if name == WORKING_TEXT:
            return self._working_subject()
        if name.startswith(ROUND):
            return self._round_subject(int(name.removeprefix(ROUND)))
        return self._version_subject(int(name))

    def _version_subject(self, number: int) -> ComparedText:
        period = next((one for one in self.periods if one.version.number == number), None)
        if period is None:
            raise NotFound(_("Diese Fassung gibt es nicht. Wählen Sie unter „Vergleich“ zwei aus."))
        version = period.version
        return ComparedText(
            agreement=self.agreement.slug,
            name=str(number),
            title=version_title(number),
            snapshot=reading.text_of(version),
            sha256=version.sha256,
            url=f"{self.url}fassungen/{number}/",
            day=period.day_nearest_to(timezone.localdate()),
            age=(version.sealed_at, number),
            number=number,
        )

    def _working_subject(self) -> ComparedText:
        if self.working_text is None:
            raise NotFound(_missing_text())
        previous = self.periods[0].version if self.periods else None
        snapshot = build_snapshot(self.working_text, previous)
        return ComparedText(
            agreement=self.agreement.slug,
            name=WORKING_TEXT,
            title=_("Arbeitsfassung"),
            snapshot=snapshot,
            sha256=sha256(snapshot.canonical).hexdigest(),
            url=self._working_url,
            day=timezone.localdate(),
            age=(datetime.max.replace(tzinfo=UTC), 0),
        )

    def _round_subject(self, number: int) -> ComparedText:
        frozen = next((one for one in self.rounds if one.round == number), None)
        if frozen is None:
            raise NotFound(_missing_text())
        return ComparedText(
            agreement=self.agreement.slug,
            name=f"{ROUND}{number}",
            title=_round_title(number),
            snapshot=_decoded_round(frozen.pk, frozen.sha256),
            sha256=frozen.sha256,
            url=self._working_url,
            day=timezone.localdate(),
            # What is sealed unchanged within the same second still comes after its round.
            age=(frozen.frozen_at.replace(microsecond=0), number - MOST_ROUNDS),
        )

    def between(self, old: ComparedText, new: ComparedText) -> list[AgreementVersion]:
        """Return the versions sealed between two texts, the oldest first."""
        versions = (period.version for period in reversed(self.periods))
        return [one for one in versions if old.age < (one.sealed_at, one.number) < new.age]

    @property
    def _working_url(self) -> str:
        """Where what is not sealed is read, section by section."""
        return (self.working_text.url if self.working_text else "") or self.url


@lru_cache(maxsize=16)
def _decoded_round(pk: int, sha256: str) -> Snapshot:
    """Return what a round says; frozen bytes never change, so they are read once a process."""
    rows = ProcessFreeze.objects.filter(pk=pk, sha256=sha256)
    return from_data(json.loads(bytes(rows.values_list("canonical", flat=True).get())))


def version_title(number: int) -> str:
    """Return what a version is called."""
    return _("Fassung %(number)s") % {"number": number}


def _round_title(number: int) -> str:
    return _("Runde %(number)s der Abstimmung") % {"number": number}


def _missing_text() -> str:
    return _("Diesen Text gibt es hier nicht. Wählen Sie unter „Vergleich“ zwei aus.")
