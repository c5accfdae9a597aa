"""Versions as data alone: snapshots for what needs no database."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from agreement.exports.building import build_document
from agreement.exports.document import PrintDocument, Standing
from agreement.responsibility.facts import Ages
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.snapshot import (
    ClauseSnapshot,
    FieldSnapshot,
    PartySnapshot,
    SectionSnapshot,
    Snapshot,
    to_bytes,
)
from agreement.text.runs import BlockKind, Run, TextBlock
from agreement.wording import Words

_numbers = count(1)
NOTE = "portal.example.org/register\n3\nAAAA\n\n— portal.example.org/register BBBB\n"
SENTENCE = "Die Partner verständigen sich über die Übergabe und halten sie schriftlich fest. "


def uid() -> str:
    """Return a uid; the same in every run at the same place."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, str(next(_numbers))))


def paragraph(*runs: Run | str) -> TextBlock:
    """Return a paragraph of runs, or of plain texts."""
    said = tuple(Run(run) if isinstance(run, str) else run for run in runs)
    return TextBlock(BlockKind.PARAGRAPH, said)


def item(text: str, level: int = 0, *, numbered: bool = False) -> TextBlock:
    """Return an item of a list."""
    kind = BlockKind.NUMBERED if numbered else BlockKind.BULLET
    return TextBlock(kind, (Run(text),), level)


def clause(*blocks: TextBlock, **fields: Any) -> ClauseSnapshot:
    """Return a clause; without blocks with one sentence."""
    facts = {
        "uid": uid(),
        "number": "§ 1 Abs. 1",
        "heading": "Grundsatz",
        "is_binding": True,
        "text": blocks or (paragraph(SENTENCE.strip()),),
        "plain": "",
        "change": "substantial",
        "change_reason": "",
        "rules": (),
        **fields,
    }
    return ClauseSnapshot(**facts)


def rule(of: str) -> Rule:
    """Return a rule of a clause (uid): the JMD leads for young people."""
    return Rule(
        id=uid(), clause=of, mode=Mode.LEADS, service="jmd", when=Condition(ages=Ages(12, 26))
    )


def section(*clauses: ClauseSnapshot, number: str = "§ 1", **fields: Any) -> SectionSnapshot:
    """Return a section."""
    facts = {
        "slug": "grundsaetze",
        "kind": "general",
        "number": number,
        "title": "Grundsätze",
        "summary": "",
        "fields": (),
        "clauses": clauses,
        **fields,
    }
    return SectionSnapshot(**facts)


def party(name: str = "Beispielverband", **fields: Any) -> PartySnapshot:
    """Return a partner that signs by its board."""
    facts = {"organisation": uid(), "role": "Träger", "signatory": "Vorstand", **fields}
    return PartySnapshot(name=name, **facts)


def snapshot(*sections: SectionSnapshot, **fields: Any) -> Snapshot:
    """Return a version of two partners; without sections with one clause."""
    facts = {
        "agreement": "5f4bd1c7-1a65-5bd1-8c5d-2f1f0f0a6a01",
        "title": "Vereinbarung (Beispiel)",
        "reference": "Beispiel 1/2026",
        "number": 1,
        "previous": "",
        "is_legacy": False,
        "parties": (party("Beispielverband"), party("Beispielverein")),
        "sections": sections or (section(clause()),),
        **fields,
    }
    return Snapshot(**facts)


def everything() -> Snapshot:
    """Return a version with every kind of thing that a version holds."""
    first = clause(
        paragraph("Es gilt ", Run("fett", bold=True), " und ", Run("kursiv", italic=True), "."),
        item("Erstens", numbered=True),
        item("Darunter", 1),
        item("Noch tiefer", 2, numbered=True),
        item("Zweitens", numbered=True),
        paragraph("Siehe ", Run("hier", href="https://example.org/gesetz?a=1&b=2#c"), "."),
        heading="Zuständigkeit",
        plain="Der JMD hilft jungen Menschen.",
    )
    ruled = replace(first, rules=(rule(first.uid),))
    second = clause(
        paragraph("Nach ", Run("alt", clause=first.uid), " gilt dies."),
        number="§ 1 Abs. 2",
        heading="Ausnahme",
        is_binding=False,
    )
    steps = [
        {"who": "JMD", "what": "kündigt die Übergabe an", "by_when": "drei Monate vorher"},
        {"who": "MBE", "what": "bestätigt sie", "by_when": ""},
    ]
    document = {"title": "Bogen", "filename": "bogen.pdf", "size": 1234, "sha256": "ab" * 32}
    providers = [
        {
            "organisation": uid(),
            "name": "Beispielverband",
            "municipalities": ["08215064"],
            "valid_from": "2026-01-01",
            "valid_until": "",
        }
    ]
    return snapshot(
        section(ruled, second, summary="Hier steht, wer zuständig ist."),
        section(
            clause(number="§ 2 Abs. 1"),
            number="§ 2",
            slug="uebergabe",
            title="Übergabe",
            kind="interface",
            fields=(
                FieldSnapshot("from_service", "Abgebender Dienst", "jmd"),
                FieldSnapshot("steps", "Schritte der Übergabe", steps),
                FieldSnapshot("providers", "Träger und wo", providers),
                FieldSnapshot("occasions", "Anlässe", ["27. Geburtstag", "Umzug"]),
            ),
        ),
        section(
            number="Anlage 1",
            slug="bogen",
            title="Bogen",
            kind="annex",
            fields=(FieldSnapshot("documents", "Dateien", [document]),),
        ),
    )


def long(clauses: int = 180, size: int = 600_000) -> Snapshot:
    """Return a version of many clauses and about so many bytes."""
    a_section = 20
    text = SENTENCE * (size // clauses // len(SENTENCE.encode()) - 6)
    sections = []
    for start in range(0, clauses, a_section):
        number = f"§ {start // a_section + 1}"
        rows = []
        for place in range(1, min(a_section, clauses - start) + 1):
            made = clause(
                paragraph(text),
                number=f"{number} Abs. {place}",
                heading=f"Klausel {start + place} (Beispiel)",
                plain="Das ist ein Beispiel.",
            )
            rows.append(replace(made, rules=(rule(made.uid),)))
        title = f"Abschnitt {number}"
        sections.append(section(*rows, number=number, slug=f"abschnitt-{start}", title=title))
    return snapshot(*sections)


def standing(of: Snapshot, **fields: Any) -> Standing:
    """Return what is known of a version: sealed, nothing else."""
    facts = {
        "sha256": hashlib.sha256(to_bytes(of)).hexdigest(),
        "address": f"https://portal.example.org/vereinbarung/fassungen/{of.number}/",
        "sealed_on": date(2026, 11, 23),
        "first_sealed_on": date(2024, 1, 15),
        "checkpoint": NOTE,
        **fields,
    }
    return Standing(**facts)


def document(of: Snapshot, **fields: Any) -> PrintDocument:
    """Return a version for print; fields are what else is known of it."""
    words = Words(
        services={"jmd": "JMD", "mbe": "MBE"},
        municipalities={"08215064": "Östringen"},
        clauses={each.uid: each.number for _section, each in of.clauses()},
    )
    return build_document(of, standing(of, **fields), words)


def texts_of(of: Snapshot) -> Sequence[str]:
    """Return the wording of every clause, block by block."""
    return [block.text for _section, each in of.clauses() for block in each.text]
