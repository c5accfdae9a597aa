"""The documented JSON for import: one version of an agreement. See portal/docs/import.md."""

from typing import Any

from django.utils.translation import gettext as _

from agreement.importing.identifiers import same_name
from agreement.importing.imported import (
    MOST_CLAUSES,
    MOST_SECTIONS,
    ImportedClause,
    ImportedParty,
    ImportedSection,
    ImportedText,
    ImportRefused,
    ReadText,
    SectionKind,
    place_of_clause,
    place_of_section,
)
from agreement.importing.json_rules import read_rules
from agreement.importing.json_source import printable, read_source
from agreement.importing.json_text import read_text
from agreement.importing.json_values import (
    Notes,
    day_value,
    line_value,
    list_value,
    object_value,
    optional_line,
    optional_lines,
)
from agreement.importing.sealed_form import as_import, is_sealed, remark

MOST_PARTIES = 200
LONGEST_PLAIN = 10_000
LONGEST_REFERENCE = 100

_TEXT = ("title", "reference", "in_force", "parties", "sections")
_SECTION = ("type", "title", "summary", "clauses")
_CLAUSE = ("uid", "heading", "text", "rules", "plain", "binding")
_PARTY = ("name", "role", "signatory")


def read_json(content: bytes) -> ReadText:
    """Return the text that a JSON file holds, in the form for import or as a sealed version.

    Raises ImportRefused with everything that is wrong, each with its place in the file.
    """
    data = read_source(content)
    if not isinstance(data, dict):
        sentence = _("Die Datei muss ein Objekt mit „title“ und „sections“ enthalten.")
        raise ImportRefused.because(sentence)
    notes = Notes()
    was_sealed = is_sealed(data)
    text = _text(as_import(data) if was_sealed else data, notes)
    if not notes.problems:
        _refuse_doubled(text, notes)
    if notes.problems:
        raise ImportRefused(notes.problems)
    return ReadText(text, (*([remark()] if was_sealed else []), *notes.remarks()))


def _text(data: dict[str, Any], notes: Notes) -> ImportedText:
    notes.passed_over(data, _TEXT)
    place = _("Vereinbarung")
    title = line_value(data.get("title"), notes, place, "title")
    if isinstance(data.get("title"), str) and not title:
        notes.wrong(place, _("Es fehlt „title“: der Titel der Vereinbarung."))
    reference = optional_line(data, "reference", notes, place, LONGEST_REFERENCE)
    in_force = day_value(data.get("in_force"), notes, place, "in_force")
    listed = list_value(data.get("sections"), notes, place, "sections", MOST_SECTIONS)
    if isinstance(data.get("sections"), list) and not data["sections"]:
        notes.wrong(place, _("„sections“ ist leer: Die Vereinbarung hat keinen Abschnitt."))
    sections = tuple(_section(one, number, notes) for number, one in enumerate(listed, start=1))
    count = sum(len(section.clauses) for section in sections)
    if count > MOST_CLAUSES:
        sentence = _("Die Datei hat %(count)s Klauseln. Möglich sind %(most)s.")
        notes.wrong(place, sentence % {"count": count, "most": MOST_CLAUSES})
    return ImportedText(title, reference, in_force, sections, _parties(data, notes))


def _parties(data: dict[str, Any], notes: Notes) -> tuple[ImportedParty, ...] | None:
    if data.get("parties") is None:
        return None
    found = []
    listed = list_value(data["parties"], notes, _("Vereinbarung"), "parties", MOST_PARTIES)
    for number, one in enumerate(listed, start=1):
        place = _("Partner %(number)s") % {"number": number}
        party = object_value(one, notes, place, _("Partner"))
        if not party:
            continue
        notes.passed_over(party, _PARTY)
        name, role, signatory = (
            optional_line(party, key, notes, place, longest)
            for key, longest in zip(_PARTY, (255, 200, 200), strict=True)
        )
        if not name:
            notes.wrong(place, _("Es fehlt „name“: die Organisation."))
        found.append(ImportedParty(name, role, signatory))
    return tuple(found)


def _section(one: Any, number: int, notes: Notes) -> ImportedSection:
    place = _("Abschnitt %(number)s") % {"number": number}
    data = object_value(one, notes, place, _("Abschnitt"))
    notes.passed_over(data, _SECTION)
    kind = _kind(data.get("type"), notes, place) if data else SectionKind.GENERAL
    title = line_value(data.get("title"), notes, place, "title") if data else ""
    if data and isinstance(data.get("title"), str) and not title:
        notes.wrong(place, _("Es fehlt „title“: die Überschrift des Abschnitts."))
    place = place_of_section(number, printable(title))
    summary = optional_lines(data, "summary", notes, place, LONGEST_PLAIN)
    listed = []
    if data:
        listed = list_value(data.get("clauses"), notes, place, "clauses", MOST_CLAUSES)
    clauses = tuple(_clause(each, at, place, notes) for at, each in enumerate(listed, start=1))
    return ImportedSection(kind, title, clauses, summary)


def _kind(value: Any, notes: Notes, place: str) -> SectionKind:
    if isinstance(value, str) and value in set(SectionKind):
        return SectionKind(value)
    shown = printable(value) if isinstance(value, str) else ""
    sentence = _("„type“ kann nicht „%(kind)s“ sein. Möglich sind: %(kinds)s.")
    notes.wrong(place, sentence % {"kind": shown, "kinds": ", ".join(SectionKind)})
    return SectionKind.GENERAL


def _clause(one: Any, number: int, section: str, notes: Notes) -> ImportedClause:
    place = place_of_clause(section, number)
    data = object_value(one, notes, place, _("Klausel"))
    if not data:
        return ImportedClause(None, "", ())
    notes.passed_over(data, _CLAUSE)
    uid = None
    if data.get("uid") is not None:
        uid = line_value(data["uid"], notes, place, "uid")
        if isinstance(data["uid"], str) and not uid:
            notes.wrong(place, _("„uid“ ist leer. Lassen Sie es weg oder schreiben Sie etwas."))
        place = f"{place} (uid „{printable(uid)}“)" if uid else place
    heading = optional_line(data, "heading", notes, place)
    text = read_text(data.get("text"), notes, place)
    rules = None if data.get("rules") is None else read_rules(data["rules"], notes, place)
    plain = optional_lines(data, "plain", notes, place, LONGEST_PLAIN)
    binding = data.get("binding")
    if binding is not None and not isinstance(binding, bool):
        notes.wrong(place, _("„binding“ muss true oder false sein."))
        binding = None
    return ImportedClause(uid, heading, text, rules, plain, binding)


def _refuse_doubled(text: ImportedText, notes: Notes) -> None:
    """Note every uid that an earlier clause has already."""
    first: dict[str, str] = {}
    for at, position, clause in text.clauses():
        if clause.uid is None:
            continue
        section = place_of_section(at + 1, printable(text.sections[at].title))
        place = place_of_clause(section, position + 1)
        earlier = first.setdefault(same_name(clause.uid), place)
        if earlier != place:
            sentence = _("Die uid „%(uid)s“ hat schon eine andere Klausel: %(place)s.")
            notes.wrong(place, sentence % {"uid": printable(clause.uid), "place": earlier})
