"""An agreement as a file says it, before it is anybody's working text. Pure data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from agreement.responsibility.rules import Rule
from agreement.snapshot import rule_from_data, rule_to_data
from agreement.text.runs import TextBlock, blocks_from_data

MOST_SECTIONS = 300
MOST_CLAUSES = 3_000
LONGEST_NAME = 60
NO_CLAUSE = "new"
"""What the rules of a clause name as theirs until the clause has its uid."""


class SectionKind(StrEnum):
    """The types of section, as the file names them."""

    GENERAL = "general"
    MBE = "mbe"
    JMD = "jmd"
    IM = "im"
    INTERFACE = "interface"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class ImportedClause:
    """A clause; `uid` is the file's own name for it, None where the file has none.

    References and rules name other clauses by the file's uids. What is None – rules, the twin in
    plain words, whether it binds – the file does not speak of: a clause that exists keeps its own.
    """

    uid: str | None
    heading: str
    text: tuple[TextBlock, ...]
    rules: tuple[Rule, ...] | None = None
    plain: str | None = None
    is_binding: bool | None = None


@dataclass(frozen=True, slots=True)
class ImportedSection:
    """A section with its clauses, in order; a summary of None is not spoken of."""

    kind: SectionKind
    title: str
    clauses: tuple[ImportedClause, ...]
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedParty:
    """A partner: an organisation by name or UUID, its part in it, and the function that signs."""

    name: str
    role: str = ""
    signatory: str = ""


@dataclass(frozen=True, slots=True)
class ImportedText:
    """One version of an agreement; parties of None are not spoken of."""

    title: str
    reference: str
    in_force: date | None
    sections: tuple[ImportedSection, ...]
    parties: tuple[ImportedParty, ...] | None = None

    def clauses(self) -> Iterator[tuple[int, int, ImportedClause]]:
        """Yield every clause with the positions of its section and its own, counted from 0."""
        for place, section in enumerate(self.sections):
            for position, clause in enumerate(section.clauses):
                yield place, position, clause


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """What keeps a text from being imported: where it stands, and a sentence. Place may be "".

    `section` and `clause` count from 0, where it is about one that was read.
    """

    place: str
    sentence: str
    section: int | None = None
    clause: int | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


def place_of_section(number: int, title: str) -> str:
    """Return where a section stands, as problems name it; `number` counts from 1."""
    shown = title if len(title) <= LONGEST_NAME else f"{title[:LONGEST_NAME]}…"
    name = _("Abschnitt %(number)s") % {"number": number}
    return f"{name} „{shown}“" if shown else name


def place_of_clause(section: str, number: int) -> str:
    """Return where a clause stands, as problems name it; `number` counts from 1."""
    return _("%(section)s, Klausel %(number)s") % {"section": section, "number": number}


class ImportRefused(Exception):
    """A file or a text that cannot be imported; `problems` holds every reason at once."""

    def __init__(self, problems: Sequence[ImportProblem]) -> None:
        super().__init__(" ".join(str(problem) for problem in problems))
        self.problems = list(problems)

    @classmethod
    def because(cls, sentence: str, place: str = "") -> "ImportRefused":
        """Return a refusal for one reason."""
        return cls([ImportProblem(place, sentence)])


@dataclass(frozen=True, slots=True)
class ReadText:
    """What was read of a file, and sentences about what was left out or changed on the way."""

    text: ImportedText
    remarks: tuple[str, ...] = ()


def to_data(text: ImportedText) -> dict[str, Any]:
    """Return a text as JSON data, from which `from_data` makes the same text."""
    return {
        "title": text.title,
        "reference": text.reference,
        "in_force": text.in_force.isoformat() if text.in_force else None,
        "parties": None if text.parties is None else [_party_data(each) for each in text.parties],
        "sections": [
            {
                "kind": str(section.kind),
                "title": section.title,
                "summary": section.summary,
                "clauses": [clause_to_data(clause) for clause in section.clauses],
            }
            for section in text.sections
        ],
    }


def _party_data(party: ImportedParty) -> dict[str, str]:
    return {"name": party.name, "role": party.role, "signatory": party.signatory}


def clause_to_data(clause: ImportedClause) -> dict[str, Any]:
    """Return a clause as JSON data."""
    return {
        "uid": clause.uid,
        "heading": clause.heading,
        "text": [block.to_data() for block in clause.text],
        "rules": None if clause.rules is None else [rule_to_data(rule) for rule in clause.rules],
        "plain": clause.plain,
        "binding": clause.is_binding,
    }


def from_data(data: Mapping[str, Any]) -> ImportedText:
    """Return the text that `to_data` gave."""
    parties = data["parties"]
    return ImportedText(
        title=data["title"],
        reference=data["reference"],
        in_force=date.fromisoformat(data["in_force"]) if data["in_force"] else None,
        parties=None if parties is None else tuple(ImportedParty(**each) for each in parties),
        sections=tuple(
            ImportedSection(
                SectionKind(section["kind"]),
                section["title"],
                tuple(clause_from_data(each) for each in section["clauses"]),
                section["summary"],
            )
            for section in data["sections"]
        ),
    )


def clause_from_data(data: Mapping[str, Any]) -> ImportedClause:
    """Return the clause that `clause_to_data` gave."""
    rules = data["rules"]
    return ImportedClause(
        uid=data["uid"],
        heading=data["heading"],
        text=blocks_from_data(data["text"]),
        rules=None if rules is None else tuple(rule_from_data(each, NO_CLAUSE) for each in rules),
        plain=data["plain"],
        is_binding=data["binding"],
    )
