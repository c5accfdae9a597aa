"""The demo's agreement as data: every version composed from its files. Pure: no Django.

A file holds a section in the words of the first version it stands in; `version.<n>` below a
section or a clause says what version n changed. `[[key]]` in a text refers to a clause.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agreement.numbering import clause_number, section_numbers
from portal.operations.demo.files import read_file, read_folder, stable_uuid

Table = Mapping[str, Any]

_REFERENCE = re.compile(r"\[\[([a-z0-9-]+)\]\]")
_OF_THE_CHANGE = {"change", "change_reason"}


@dataclass(frozen=True)
class PartyText:
    """A partner by the key of its organisation, what it does, and who signs for it."""

    organisation: str
    role: str
    signatory: str
    deputy: str


@dataclass(frozen=True)
class RuleText:
    """A rule: its id and its conditions under the names of the rule form; `overrides` are uids."""

    id: str
    values: Table


@dataclass(frozen=True)
class ClauseText:
    """A clause; `html` is rich text as the editor stores it, links to clauses by uid."""

    uid: str
    number: str
    heading: str
    kind: str
    html: str
    plain: str
    change: str
    change_reason: str
    rules: tuple[RuleText, ...]


@dataclass(frozen=True)
class SectionText:
    """A section: `kind` is its type, `fields` its structured fields by name."""

    slug: str
    kind: str
    number: str
    title: str
    summary: str
    fields: Table
    clauses: tuple[ClauseText, ...]


@dataclass(frozen=True)
class AcceptedText:
    """A gap or an overlap that the partners accept: `when` as it is sealed, and why."""

    kind: str
    when: Table
    services: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class VersionText:
    """A whole version, why it was made, and the day from which it is in force.

    The day is open for a version that one partner, `unsigned_by`, has yet to sign.

    `required_form` comes with its reason; `accepted` is what is accepted from this version on.
    """

    number: int
    in_force: date | None
    unsigned_by: str
    is_legacy: bool
    occasion: str
    title: str
    reference: str
    required_form: str
    required_form_reason: str
    parties: tuple[PartyText, ...]
    sections: tuple[SectionText, ...]
    accepted: tuple[AcceptedText, ...]

    def clauses(self) -> Iterator[ClauseText]:
        """Yield every clause in order."""
        for section in self.sections:
            yield from section.clauses


def clause_uid(key: str) -> str:
    """Return the uid of a clause by its key in the files."""
    return stable_uuid("clause", key)


def versions() -> list[VersionText]:
    """Return every version, oldest first."""
    whole = read_file("agreement/00-vereinbarung.toml")
    sections = [file for file in read_folder("agreement") if "key" in file]
    return [_version(whole, entry, sections) for entry in whole["versions"]]


def _version(whole: Table, entry: Table, files: Iterable[Table]) -> VersionText:
    number = entry["number"]
    sections = [_as_of(file, number) for file in _standing(files, number)]
    numbers = section_numbers([section["type"] == "annex" for section in sections])
    places = dict(_places(sections, numbers, number))
    return VersionText(
        number=number,
        in_force=entry.get("in_force"),
        unsigned_by=entry.get("unsigned_by", ""),
        is_legacy=entry["legacy"],
        occasion=entry["occasion"],
        title=whole["title"],
        reference=whole["reference"],
        required_form=whole["required_form"],
        required_form_reason=whole["required_form_reason"],
        parties=tuple(
            PartyText(
                party["organisation"], party["role"], party["signatory"], party.get("deputy", "")
            )
            for party in _standing(whole["parties"], number)
        ),
        sections=tuple(
            _section(section, place, number, places)
            for section, place in zip(sections, numbers, strict=True)
        ),
        accepted=tuple(
            AcceptedText(
                entry["kind"], entry["when"], tuple(entry.get("services", ())), entry["reason"]
            )
            for entry in whole["accepted"]
            if entry["since"] == number
        ),
    )


def _standing(entries: Iterable[Table], number: int) -> list[Table]:
    """Return what stands in a version: it came with it or earlier."""
    return [entry for entry in entries if entry.get("since", 1) <= number]


def _as_of(entry: Table, number: int) -> dict[str, Any]:
    """Return a section or clause with every change up to a version laid upon it."""
    found = {name: value for name, value in entry.items() if name != "version"}
    if entry.get("since", 1) < number:
        found = {"change": "editorial", **_without_change(found)}
    for changed_by, change in sorted(entry.get("version", {}).items(), key=_by_number):
        if int(changed_by) <= number:
            words = change if int(changed_by) == number else _without_change(change)
            fields = {**found.get("fields", {}), **words.get("fields", {})}
            found = {**found, **words, "fields": fields}
    return found


def _by_number(item: tuple[str, Any]) -> int:
    return int(item[0])


def _without_change(entry: Table) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in _OF_THE_CHANGE}


def _places(
    sections: Sequence[Table], numbers: Sequence[str], version: int
) -> Iterator[tuple[str, str]]:
    """Yield each clause's key with its number."""
    for section, number in zip(sections, numbers, strict=True):
        for position, clause in enumerate(_clauses_of(section, version), start=1):
            yield clause["key"], clause_number(number, position)


def _clauses_of(section: Table, version: int) -> list[Table]:
    """Return a section's clauses in a version; those of a new section are as new as it is."""
    since = section.get("since", 1)
    return _standing(({"since": since, **clause} for clause in section["clauses"]), version)


def _section(section: Table, number: str, version: int, places: Mapping[str, str]) -> SectionText:
    clauses = [_as_of(clause, version) for clause in _clauses_of(section, version)]
    return SectionText(
        slug=section["key"],
        kind=section["type"],
        number=number,
        title=section["title"],
        summary=section["summary"],
        fields=section["fields"],
        clauses=tuple(_clause(clause, places) for clause in clauses),
    )


def _clause(clause: Table, places: Mapping[str, str]) -> ClauseText:
    return ClauseText(
        uid=clause_uid(clause["key"]),
        number=places[clause["key"]],
        heading=clause["heading"],
        kind=clause["kind"],
        html=linked(clause["text"].strip(), places.__getitem__),
        plain=clause.get("plain", ""),
        change=clause.get("change", "substantial"),
        change_reason=clause.get("change_reason", ""),
        rules=tuple(_rule(rule) for rule in clause.get("rules", [])),
    )


def linked(html: str, number_of: Callable[[str], str]) -> str:
    """Return the text with references as links; raises KeyError for one that leads nowhere."""
    return _REFERENCE.sub(
        lambda found: (
            f'<a linktype="clause" uid="{clause_uid(found[1])}">{number_of(found[1])}</a>'
        ),
        html,
    )


def _rule(rule: Table) -> RuleText:
    values = {name: value for name, value in rule.items() if name != "key"}
    if "overrides" in values:
        values["overrides"] = [clause_uid(key) for key in values["overrides"]]
    return RuleText(stable_uuid("rule", rule["key"]), values)
