"""What a version changes, told to each organisation: the text before, the day, whom it touches."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from agreement import reading
from agreement.acknowledgement.what import Organisation, Touched, touched
from agreement.comparison.changes import Comparison
from agreement.comparison_page.kept import Pair, comparison_of
from agreement.coverage.subjects import Subject, version_subject
from agreement.impact_page.comparison import changes_between
from agreement.impact_page.network import Network, network_of, organisation_names
from agreement.impact_page.providers import touches
from agreement.models.acknowledgement import ChangesTold
from agreement.models.sealed import AgreementVersion
from agreement.reading import Period
from agreement.responsibility.impact import Change
from agreement.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Telling:
    """A version in force and the text people read before it; None for the first one."""

    version: AgreementVersion
    before: AgreementVersion | None
    effective_on: date
    history: tuple[Period, ...]

    @cached_property
    def comparison(self) -> Comparison:
        """All that is different; compared with nothing everything is new."""
        new = reading.text_of(self.version)
        between = self._between()
        texts = (self._old_text(new), *map(reading.text_of, between), new)
        hashes = (self.old_sha256, *(one.sha256 for one in between), self.version.sha256)
        return comparison_of(Pair(hashes, texts))

    @property
    def old_sha256(self) -> str:
        """The hash of the text before, empty if there was none."""
        return self.before.sha256 if self.before else ""

    def _old_text(self, new: Snapshot) -> Snapshot:
        if self.before:
            return reading.text_of(self.before)
        return replace(new, parties=(), sections=(), accepted=(), lineage=())

    def _between(self) -> list[AgreementVersion]:
        """Return the versions between that held in the meantime, the oldest first."""
        if self.before is None:
            return []
        numbers = range(self.before.number + 1, self.version.number)
        held = [one.version for one in self.history if one.starts and one.version.number in numbers]
        return sorted(held, key=lambda version: version.number)

    @cached_property
    def subjects(self) -> tuple[Subject, Subject] | None:
        """Both texts with their rules; None if there was no text before."""
        if self.before is None:
            return None
        old, new = (
            version_subject(self.version.agreement, self._period(one))
            for one in (self.before, self.version)
        )
        return old, new

    def _period(self, version: AgreementVersion) -> Period:
        return next(one for one in self.history if one.version == version)

    @cached_property
    def network(self) -> Network | None:
        """Who provides what where, by both texts, on the day the version takes effect."""
        return network_of(*self.subjects, self.effective_on) if self.subjects else None

    @cached_property
    def case_changes(self) -> tuple[Change, ...]:
        """The cases that change hands; none where rules contradict each other."""
        if self.subjects is None or any(one.text.contradictions for one in self.subjects):
            return ()
        old, new = self.subjects
        return changes_between(old.text.rules, new.text.rules, self.effective_on, new.rules.sets)

    @cached_property
    def names(self) -> dict[str, str]:
        """The organisations by UUID (one query)."""
        return organisation_names()

    def touched(self, organisation: str) -> Touched:
        """Return what touches an organisation (UUID)."""
        return touched(self.comparison, self._organisation(organisation))

    def digest(self, found: Touched) -> str:
        """Return what stands for exactly that in a form."""
        return found.digest(self.old_sha256, self.version.sha256)

    def _organisation(self, uuid: str) -> Organisation:
        network = self.network or self._network_of_first
        before = network.reach_before.get(uuid, {})
        after = network.reach_after.get(uuid, {})
        places = frozenset(
            place for reach in (before, after) for at in reach.values() for place in at
        )
        changes = network.provider_changes if self.before else []
        return Organisation(
            uuid=uuid,
            names=frozenset({self.names.get(uuid, ""), *self._names_in_texts(uuid)}),
            services=frozenset({*before, *after}),
            places=places,
            touches=tuple(touches(self.case_changes, before, after)),
            provider_changes=tuple(one for one in changes if uuid in (*one.before, *one.after)),
        )

    @cached_property
    def _network_of_first(self) -> Network:
        only = version_subject(self.version.agreement, self._period(self.version))
        return network_of(only, only, self.effective_on)

    def _names_in_texts(self, uuid: str) -> Iterable[str]:
        for text in (self.comparison.old, self.comparison.new):
            yield from (party.name for party in text.parties if party.organisation == uuid)


def tellings(today: date | None = None) -> list[Telling]:
    """Return what is in force today of every agreement; texts from before the portal are left out.

    Three queries, and two more an agreement.
    """
    day = today or timezone.localdate()
    versions = AgreementVersion.objects.in_force_on(day).filter(is_legacy=False)
    current = versions.without_bytes().select_related("agreement").order_by("agreement__title")
    told = {one.version_id: one for one in ChangesTold.objects.filter(version__in=current)}
    return [telling_of(version, told.get(version.pk)) for version in current]


def telling_of(version: AgreementVersion, told: ChangesTold | None) -> Telling:
    """Return what a version changes; once told, it stays compared with the same text."""
    versions = AgreementVersion.objects.filter(agreement=version.agreement_id).without_bytes()
    history = tuple(reading.periods(versions))
    effective_on = next(one.starts for one in history if one.version == version)
    if effective_on is None:
        raise ValueError("A version that is not in force changes nothing yet")
    if told:
        by_pk = {one.version.pk: one.version for one in history}
        before = by_pk.get(told.compared_with_id) if told.compared_with_id else None
    else:
        before = _text_read_before(version, effective_on, history)
    return Telling(version, before, effective_on, history)


def _text_read_before(
    version: AgreementVersion, day: date, history: Iterable[Period]
) -> AgreementVersion | None:
    """Return the text in force before a day that people know: told, or from before the portal.

    A version that came and went while the portal was off was told to nobody: what it changed is
    told along with the next. Where nothing was ever told, the one just before counts as known.
    """
    begun: list[Any] = [
        one.version for one in history if one.starts and one.starts < day and one.version != version
    ]
    pks = [one.pk for one in begun]
    told = set(ChangesTold.objects.filter(version__in=pks).values_list("version", flat=True))
    known = [one for one in begun if one.pk in told or one.is_legacy]
    return next(iter(known if told else begun), None)
