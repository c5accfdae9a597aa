"""How far the signing of a version is: who has signed, who has not, what waits.

A party has signed when it has a signature that was not withdrawn. Parties and functions are those
of the sealed bytes; nobody's name is among them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agreement import reading
from agreement.models.sealed import AgreementVersion
from agreement.models.signatures import PaperSignature, Signature
from agreement.snapshot import PartySnapshot

PROVES_WHO = ("evidence",)
"""What a list of signatures need not read: it names the person."""


@dataclass(frozen=True)
class PartyState:
    """One party of a version: its active signature, the withdrawn ones, the paper that waits."""

    party: PartySnapshot
    signature: Signature | None
    withdrawn: tuple[Signature, ...]
    waiting: PaperSignature | None

    @property
    def uuid(self) -> str:
        """The organisation."""
        return self.party.organisation

    @property
    def name(self) -> str:
        """The organisation's name as it is sealed."""
        return self.party.name

    @property
    def has_signed(self) -> bool:
        """Whether a signature of this party holds."""
        return self.signature is not None


@dataclass(frozen=True)
class SigningState:
    """A version with its parties, in the order of the sealed text."""

    version: AgreementVersion
    parties: tuple[PartyState, ...]

    @property
    def signed(self) -> tuple[PartyState, ...]:
        """The parties that have signed."""
        return tuple(party for party in self.parties if party.has_signed)

    @property
    def missing(self) -> tuple[PartyState, ...]:
        """The parties that have not signed; a paper that waits is no signature yet."""
        return tuple(party for party in self.parties if not party.has_signed)

    @property
    def waiting(self) -> tuple[PartyState, ...]:
        """The parties whose signature on paper a second person has to confirm."""
        return tuple(party for party in self.parties if party.waiting and not party.has_signed)

    @property
    def is_complete(self) -> bool:
        """Whether every party has signed."""
        return bool(self.parties) and not self.missing

    def of(self, party: str) -> PartyState | None:
        """Return a party by its UUID, None for an organisation that is none."""
        return next((one for one in self.parties if one.uuid == party), None)


def signing_state(version: AgreementVersion) -> SigningState:
    """Return how far the signing of a version is (two queries)."""
    return signing_states([version])[0]


def signing_states(versions: Iterable[AgreementVersion]) -> list[SigningState]:
    """Return how far the signing of each version is, in their order (two queries for all)."""
    found = list(versions)
    signatures = _by_party(
        Signature.objects.filter(version__in=found)
        .select_related("withdrawal", "entry")
        .defer(*PROVES_WHO, "entry__canonical")
        .order_by("entry")
    )
    papers = _by_party(PaperSignature.objects.filter(version__in=found).defer("content"))
    return [
        SigningState(
            version,
            tuple(
                _state(
                    party,
                    signatures[version.pk, party.organisation],
                    papers[version.pk, party.organisation],
                )
                for party in reading.text_of(version).parties
            ),
        )
        for version in found
    ]


def _by_party(rows: Iterable[Any]) -> dict[tuple[int, str], list[Any]]:
    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in rows:
        found[row.version_id, str(row.party)].append(row)
    return found


def _state(party: PartySnapshot, signatures: list[Any], papers: list[Any]) -> PartyState:
    active = [one for one in signatures if not is_withdrawn(one)]
    return PartyState(
        party=party,
        signature=active[-1] if active else None,
        withdrawn=tuple(one for one in signatures if is_withdrawn(one)),
        waiting=papers[0] if papers else None,
    )


def is_withdrawn(signature: Signature) -> bool:
    """Return whether a signature was taken back."""
    return hasattr(signature, "withdrawal")
