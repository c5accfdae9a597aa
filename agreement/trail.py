"""How a version came about and what proves it, in plain words, as its page shows it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.enums import EntryKind, SignatureMethod
from agreement.models.evidence import Checkpoint
from agreement.models.sealed import AgreementVersion, LedgerEntry
from agreement.models.signatures import Signature
from agreement.reading import Period, text_of
from agreement.signing.cover import groups
from agreement.signing.state import is_withdrawn

OF_PARTIES = frozenset({EntryKind.SIGNATURE, EntryKind.WITHDRAWAL})
DECISIONS = frozenset(EntryKind) - OF_PARTIES - {EntryKind.SCAN, EntryKind.KEY}


@dataclass(frozen=True)
class TrailStep:
    """Something that happened to a version: what, and when it was recorded."""

    words: str
    recorded_at: datetime
    sequence: int
    entry_hash: str


@dataclass(frozen=True)
class SignatureLine:
    """The signature of a party: by which function, how, and when; no person is named."""

    party: str
    function: str
    method: str
    signed_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Trail:
    """All of it."""

    steps: tuple[TrailStep, ...]
    signatures: tuple[SignatureLine, ...]
    missing: tuple[str, ...]
    """The parties that have not signed (yet); none of a text signed before the portal."""
    checkpoint: Checkpoint | None
    """The newest one that covers the version."""
    hash_in_groups: str


def trail_of(version: AgreementVersion) -> Trail:
    """Return the trail of a version that its reader may see (three queries)."""
    entries = list(version.entries.defer("canonical").order_by("sequence"))
    signatures = list(
        Signature.objects.filter(version=version)
        .select_related("withdrawal")
        .defer("evidence")
        .order_by("entry")
    )
    covered = entries[-1].sequence if entries else 0
    checkpoint = (
        Checkpoint.objects.filter(size__gte=covered)
        .select_related("time_stamp")
        .order_by("size")
        .first()
    )
    times = {entry.pk: entry.recorded_at for entry in entries}
    return Trail(
        steps=tuple(_step(entry, signatures) for entry in entries),
        signatures=tuple(_line(signature, times) for signature in signatures),
        missing=() if version.is_legacy else tuple(_missing(version, signatures)),
        checkpoint=checkpoint,
        hash_in_groups=" ".join(groups(version.sha256)),
    )


@dataclass(frozen=True)
class ShortTrail:
    """What a timeline says of a version."""

    decisions: tuple[TrailStep, ...]
    signatures: tuple[SignatureLine, ...]
    """Those that stand; withdrawn ones are on the version's own page."""
    missing: tuple[str, ...]


def short_trails(periods: Sequence[Period]) -> Mapping[int, ShortTrail]:
    """Return what a timeline says of versions, by primary key (two queries)."""
    entries: dict[int | None, list[LedgerEntry]] = defaultdict(list)
    signatures: dict[int, list[Signature]] = defaultdict(list)
    keys = [period.version.pk for period in periods]
    for entry in LedgerEntry.objects.filter(version__in=keys).defer("canonical"):
        entries[entry.version_id].append(entry)
    signed = Signature.objects.filter(version__in=keys).select_related("withdrawal")
    for signature in signed.defer("evidence").order_by("entry"):
        signatures[signature.version_id].append(signature)
    return {
        period.version.pk: _short_trail(
            period, entries[period.version.pk], signatures[period.version.pk]
        )
        for period in periods
    }


def _short_trail(
    period: Period, entries: Sequence[LedgerEntry], signatures: Sequence[Signature]
) -> ShortTrail:
    decided = sorted(
        (entry for entry in entries if entry.kind in DECISIONS), key=lambda entry: entry.sequence
    )
    is_waiting = not (period.is_signed or period.has_failed or period.version.is_legacy)
    return ShortTrail(
        decisions=tuple(_step(entry, signatures) for entry in decided),
        signatures=tuple(_line(one, {}) for one in signatures if not is_withdrawn(one)),
        missing=tuple(_missing(period.version, signatures)) if is_waiting else (),
    )


def _missing(version: AgreementVersion, signatures: Iterable[Signature]) -> Iterator[str]:
    there = {str(one.party) for one in signatures if not is_withdrawn(one)}
    for party in text_of(version).parties:
        if party.organisation not in there:
            yield party.name


def _step(entry: LedgerEntry, signatures: Iterable[Signature]) -> TrailStep:
    words = _of_party(entry, signatures) if entry.kind in OF_PARTIES else _plain(entry)
    return TrailStep(words, entry.recorded_at, entry.sequence, entry.entry_hash)


def _of_party(entry: LedgerEntry, signatures: Iterable[Signature]) -> str:
    signature = next(one for one in signatures if entry.pk in _entries_of(one))
    sentences = {
        EntryKind.SIGNATURE: _("Unterzeichnet von %(party)s (%(function)s)"),
        EntryKind.WITHDRAWAL: _("%(party)s hat die Unterschrift zurückgenommen"),
    }
    values = {"party": signature.party_name, "function": signature.function}
    return sentences[EntryKind(entry.kind)] % values


def _entries_of(signature: Any) -> set[int]:
    """Return the entries that a signature has: its own, and that of its withdrawal."""
    entries = {signature.entry_id}
    return entries | {signature.withdrawal.entry_id} if is_withdrawn(signature) else entries


def _plain(entry: LedgerEntry) -> str:
    sentences = {
        EntryKind.SEAL: _("Festgeschrieben: Seither kann niemand den Text mehr ändern"),
        EntryKind.SIGNED: _("Alle Partner haben unterzeichnet"),
        EntryKind.COMMENCEMENT: _("Festgelegt, dass die Fassung ab %(day)s in Kraft ist"),
        EntryKind.TERMINATION: _("Festgelegt, dass die Vereinbarung ab %(day)s nicht mehr gilt"),
        EntryKind.FAILURE: _("Gescheitert: Diese Fassung wird nicht unterzeichnet"),
        EntryKind.SCAN: _("Scan des unterzeichneten Papiers hinterlegt"),
    }
    return sentences[EntryKind(entry.kind)] % {"day": _day(entry.effective_on)}


def _day(day: date | None) -> str:
    return date_format(day) if day else ""


def _line(signature: Any, times: Mapping[int, datetime]) -> SignatureLine:
    withdrawn_at = times[signature.withdrawal.entry_id] if is_withdrawn(signature) else None
    return SignatureLine(
        party=signature.party_name,
        function=(
            _("%(function)s, in Vertretung") % {"function": signature.function}
            if signature.is_deputy
            else signature.function
        ),
        method=str(SignatureMethod(signature.method).label),
        signed_at=signature.signed_at,
        withdrawn_at=withdrawn_at,
    )
