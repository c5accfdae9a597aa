"""A version for print: what each of the formats says, decided once. Pure data.

Everything is words already: codes have their names, references their numbers, rules are
sentences. The text of an agreement is German, and so is what is printed around it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agreement.text.runs import Run


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a clause."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class ListItem:
    """An item of a list with the lists inside it."""

    runs: tuple[Run, ...]
    lists: tuple["TextList", ...] = ()


@dataclass(frozen=True)
class TextList:
    """A list, numbered or not."""

    is_numbered: bool
    items: tuple[ListItem, ...]


@dataclass(frozen=True)
class Lines:
    """A structured field as lines: one is a sentence, several are a list."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A structured field, or a list of facts, with named columns; every row has one cell each."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PrintClause:
    """A clause."""

    uid: str
    number: str
    heading: str
    is_binding: bool
    blocks: tuple[Paragraph | TextList, ...]
    plain: str
    rules: tuple[str, ...]
    """What it means for responsibility, a sentence a rule."""


@dataclass(frozen=True)
class PrintSection:
    """A section, or an annex."""

    number: str
    title: str
    slug: str
    is_annex: bool
    summary: str
    fields: tuple[Lines | Table, ...]
    clauses: tuple[PrintClause, ...]


@dataclass(frozen=True)
class PrintParty:
    """A partner, as it signs: by function, never by a person's name."""

    organisation: str
    name: str
    role: str
    signatory: str
    deputy: str
    succeeds: str
    """The name of the partner whose place it takes, or its UUID where the name is not known."""


@dataclass(frozen=True)
class PrintSignature:
    """That a partner signed: how, when and in which function; who it was is not for print."""

    organisation: str
    party: str
    function: str
    is_deputy: bool
    method: str
    signed_on: date


@dataclass(frozen=True)
class Standing:
    """What is known of a version when its files are made; its bytes say none of this."""

    sha256: str
    address: str
    """Where the version is read in the portal."""
    sealed_on: date
    first_sealed_on: date
    """When the first version of the agreement was sealed: the date of the work."""
    signed_on: date | None = None
    commences_on: date | None = None
    signatures: tuple[PrintSignature, ...] = ()
    checkpoint: str = ""
    """The newest checkpoint of the ledger: a signed note."""


@dataclass(frozen=True)
class PrintDocument:
    """A version, ready to be set."""

    agreement: str
    title: str
    reference: str
    number: int
    previous: str
    is_legacy: bool
    standing: Standing
    parties: tuple[PrintParty, ...]
    sections: tuple[PrintSection, ...]
    accepted: tuple[str, ...]
    """The gaps and overlaps that the partners accept, a sentence each."""
    lineage: tuple[str, ...]
    """What became of clauses of the version before, a sentence each."""

    def clauses(self) -> Iterator[tuple[PrintSection, PrintClause]]:
        """Yield every clause with its section, in order."""
        for section in self.sections:
            for clause in section.clauses:
                yield section, clause
