"""A version as data: what is sealed, byte for byte.

Pure: frozen dataclasses in, RFC 8785 bytes out, and back again. Strings, integers, booleans,
lists and objects only; no floats, no null, no markup; every text in NFC.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import rfc8785

from agreement.responsibility.facts import Ages
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.text.runs import TextBlock, blocks_from_data, plain_text

FORMAT = "schnittstellenportal/version/1"

CONDITION_SETS = (
    "statuses",
    "accommodations",
    "arrivals",
    "municipalities",
    "topics",
    "periods",
)


@dataclass(frozen=True)
class PartySnapshot:
    """A partner as it signs: names are copied, so that the text stands without the directory."""

    organisation: str
    name: str
    role: str
    signatory: str
    deputy: str = ""
    succeeds: str = ""
    """The organisation (UUID) of the partner it takes the place of."""


@dataclass(frozen=True)
class LineageSnapshot:
    """What became of a clause of the version before: its uid, and those that follow it."""

    clause: str
    kind: str
    successors: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class ClauseSnapshot:
    """A clause as it is sealed."""

    uid: str
    number: str
    heading: str
    is_binding: bool
    text: tuple[TextBlock, ...]
    plain: str
    change: str
    change_reason: str
    rules: tuple[Rule, ...]

    @property
    def plain_text(self) -> str:
        """The wording without form."""
        return plain_text(self.text)


@dataclass(frozen=True)
class FieldSnapshot:
    """A structured field of a section, as it was shown; the value is JSON data."""

    key: str
    label: str
    value: Any


@dataclass(frozen=True)
class SectionSnapshot:
    """A section as it is sealed."""

    slug: str
    kind: str
    number: str
    title: str
    summary: str
    fields: tuple[FieldSnapshot, ...]
    clauses: tuple[ClauseSnapshot, ...]

    def field(self, key: str, default: Any = None) -> Any:
        """Return the value of a structured field, or the default."""
        return next((f.value for f in self.fields if f.key == key), default)


@dataclass(frozen=True)
class AcceptedSnapshot:
    """A gap or an overlap that the partners accept: for which cases, why, and since when.

    No person is named: sealed bytes are public, and never erased.
    """

    kind: str
    when: Condition
    parents: Ages | None
    services: tuple[str, ...]
    reason: str
    accepted_on: date


@dataclass(frozen=True)
class Snapshot:
    """A whole version."""

    agreement: str
    title: str
    reference: str
    number: int
    previous: str
    is_legacy: bool
    parties: tuple[PartySnapshot, ...]
    sections: tuple[SectionSnapshot, ...]
    accepted: tuple[AcceptedSnapshot, ...] = ()
    lineage: tuple[LineageSnapshot, ...] = ()

    def clauses(self) -> Iterator[tuple[SectionSnapshot, ClauseSnapshot]]:
        """Yield every clause with its section, in order."""
        for section in self.sections:
            for clause in section.clauses:
                yield section, clause

    def rules(self) -> tuple[Rule, ...]:
        """Return every rule, in order."""
        return tuple(rule for _section, clause in self.clauses() for rule in clause.rules)

    @cached_property
    def canonical(self) -> bytes:
        """The bytes that are sealed; a long text is written once, however often it is asked."""
        return canonical_bytes(to_data(self))


def _nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        normal = {_nfc(key): _nfc(item) for key, item in value.items()}
        if len(normal) != len(value):
            raise ValueError("Two names of an object differ in Unicode's form alone")
        return normal
    if isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        return [_nfc(item) for item in value]
    raise TypeError(f"A snapshot holds no {type(value).__name__}")


def canonical_bytes(data: Any) -> bytes:
    """Return the RFC 8785 bytes of JSON data, its texts in NFC.

    Raises TypeError for a float, a null or anything else that a snapshot does not hold, and
    ValueError for what RFC 8785 cannot say: an integer beyond 2^53, half a character, or names
    that become the same.
    """
    return rfc8785.dumps(_nfc(data))


def condition_to_data(when: Condition, parents: Ages | None = None) -> dict[str, Any]:
    """Return a condition as JSON data; what it does not ask for is left out.

    `parents` are the ages of the parents, where the condition of a gap or an overlap has some.
    """
    data: dict[str, Any] = {
        name: sorted(getattr(when, name)) for name in CONDITION_SETS if getattr(when, name)
    }
    if when.ages:
        data["ages"] = [when.ages.low, when.ages.high]
    if parents:
        data["parent_ages"] = [parents.low, parents.high]
    return data


def condition_from_data(data: Mapping[str, Any]) -> Condition:
    """Return a condition; raises ValueError or TypeError for ages that cannot be."""
    return Condition(
        ages=_ages(data, "ages"),
        **{name: frozenset(data.get(name, ())) for name in CONDITION_SETS},
    )


def parents_from_data(data: Mapping[str, Any]) -> Ages | None:
    """Return the ages of the parents in a condition's data, None if it does not ask for them."""
    return _ages(data, "parent_ages")


def _ages(data: Mapping[str, Any], name: str) -> Ages | None:
    return Ages(*data[name]) if name in data else None


def rule_to_data(rule: Rule) -> dict[str, Any]:
    """Return a rule as JSON data; open ends and empty conditions are left out."""
    when = condition_to_data(rule.when)
    data: dict[str, Any] = {"id": rule.id, "mode": str(rule.mode), "when": when}
    if rule.service:
        data["service"] = rule.service
    if rule.valid_from:
        data["valid_from"] = rule.valid_from.isoformat()
    if rule.valid_until:
        data["valid_until"] = rule.valid_until.isoformat()
    if rule.overrides:
        data["overrides"] = sorted(rule.overrides)
    return data


def rule_from_data(data: Mapping[str, Any], clause: str) -> Rule:
    """Return the rule of a clause; raises KeyError or ValueError for what is none."""
    return Rule(
        id=data["id"],
        clause=clause,
        mode=Mode(data["mode"]),
        service=data.get("service"),
        when=condition_from_data(data["when"]),
        valid_from=_day(data.get("valid_from")),
        valid_until=_day(data.get("valid_until")),
        overrides=frozenset(data.get("overrides", ())),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def to_data(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot as JSON data.

    What is accepted, the lineage of clauses, deputies and successors stand in it only where
    there are any: texts sealed without them keep their bytes, and so their hash.
    """
    accepted = [_accepted_to_data(accepted) for accepted in snapshot.accepted]
    lineage = [vars(one) | {"successors": list(one.successors)} for one in snapshot.lineage]
    return {
        "format": FORMAT,
        "agreement": snapshot.agreement,
        "title": snapshot.title,
        "reference": snapshot.reference,
        "number": snapshot.number,
        "previous": snapshot.previous,
        "legacy": snapshot.is_legacy,
        "parties": [_party_to_data(party) for party in snapshot.parties],
        "sections": [_section_to_data(section) for section in snapshot.sections],
        **({"accepted": accepted} if accepted else {}),
        **({"lineage": lineage} if lineage else {}),
    }


def _party_to_data(party: PartySnapshot) -> dict[str, Any]:
    optional = {"deputy", "succeeds"}
    return {key: value for key, value in vars(party).items() if value or key not in optional}


def _accepted_to_data(accepted: AcceptedSnapshot) -> dict[str, Any]:
    return {
        "kind": accepted.kind,
        "when": condition_to_data(accepted.when, accepted.parents),
        "services": list(accepted.services),
        "reason": accepted.reason,
        "accepted_on": accepted.accepted_on.isoformat(),
    }


def _section_to_data(section: SectionSnapshot) -> dict[str, Any]:
    return vars(section) | {
        "fields": [vars(f) for f in section.fields],
        "clauses": [
            {
                "uid": clause.uid,
                "number": clause.number,
                "heading": clause.heading,
                "binding": clause.is_binding,
                "text": [block.to_data() for block in clause.text],
                "plain": clause.plain,
                "change": clause.change,
                "change_reason": clause.change_reason,
                "rules": [rule_to_data(rule) for rule in clause.rules],
            }
            for clause in section.clauses
        ],
    }


def to_bytes(snapshot: Snapshot) -> bytes:
    """Return the bytes that are sealed, hashed and offered for download."""
    return snapshot.canonical


def from_data(data: Mapping[str, Any]) -> Snapshot:
    """Return the snapshot of JSON data; raises KeyError or ValueError for another format."""
    if data["format"] != FORMAT:
        raise ValueError(f"Unknown format: {data['format']}")
    return Snapshot(
        agreement=data["agreement"],
        title=data["title"],
        reference=data["reference"],
        number=data["number"],
        previous=data["previous"],
        is_legacy=data["legacy"],
        parties=tuple(PartySnapshot(**party) for party in data["parties"]),
        sections=tuple(_section_from_data(section) for section in data["sections"]),
        accepted=tuple(_accepted_from_data(accepted) for accepted in data.get("accepted", ())),
        lineage=tuple(
            LineageSnapshot(**{**one, "successors": tuple(one["successors"])})
            for one in data.get("lineage", ())
        ),
    )


def _accepted_from_data(data: Mapping[str, Any]) -> AcceptedSnapshot:
    return AcceptedSnapshot(
        kind=data["kind"],
        when=condition_from_data(data["when"]),
        parents=parents_from_data(data["when"]),
        services=tuple(data["services"]),
        reason=data["reason"],
        accepted_on=date.fromisoformat(data["accepted_on"]),
    )


def _section_from_data(data: Mapping[str, Any]) -> SectionSnapshot:
    clauses = tuple(
        ClauseSnapshot(
            uid=clause["uid"],
            number=clause["number"],
            heading=clause["heading"],
            is_binding=clause["binding"],
            text=blocks_from_data(clause["text"]),
            plain=clause["plain"],
            change=clause["change"],
            change_reason=clause["change_reason"],
            rules=tuple(rule_from_data(rule, clause["uid"]) for rule in clause["rules"]),
        )
        for clause in data["clauses"]
    )
    fields = tuple(FieldSnapshot(**f) for f in data["fields"])
    return SectionSnapshot(**{**data, "fields": fields, "clauses": clauses})
