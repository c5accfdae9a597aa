"""The demo's consultation as data: how a version read when the partners were asked. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal.operations.demo.agreement_text import SectionText, VersionText, clause_uid, linked
from portal.operations.demo.files import read_file

FILE = "agreement/abstimmung.toml"


@dataclass(frozen=True)
class AskedText:
    """What was asked about a version: its text in the round, the file with all that was said."""

    round: VersionText
    file: Mapping[str, Any]


def asked_about(text: VersionText) -> AskedText | None:
    """Return what the partners were asked on the way to a version; None for most."""
    file = read_file(FILE)
    if file["version"] != text.number:
        return None
    numbers = {clause.uid: clause.number for clause in text.clauses()}
    wordings = {
        clause_uid(key): linked(html.strip(), lambda named: numbers[clause_uid(named)])
        for key, html in file["wordings"].items()
    }
    sections = tuple(_as_asked(section, wordings) for section in text.sections)
    return AskedText(replace(text, sections=sections), file)


def _as_asked(section: SectionText, wordings: Mapping[str, str]) -> SectionText:
    clauses = tuple(
        replace(clause, html=wordings.get(clause.uid, clause.html)) for clause in section.clauses
    )
    return replace(section, clauses=clauses)
