"""What is said about it, and the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from agreement.verification.standalone.material import (
    ANCHORED,
    EXIT_ANCHORED,
    EXIT_TAMPERED,
    EXIT_UNANCHORED,
    EXIT_UNREADABLE,
    MISSING,
    TAMPERED,
    UNANCHORED,
    Report,
)
from agreement.verification.standalone.notes import Note, kept_notes
from agreement.verification.standalone.sources import read_content, read_material
from agreement.verification.standalone.versions import examine
from agreement.verification.standalone.words import Limits, Text, Unreadable, shown

STATUS_WORDS = {
    ANCHORED: Text(
        "unverändert, durch einen unterschriebenen Prüfpunkt gesichert",
        "unchanged, secured by a signed checkpoint",
    ),
    UNANCHORED: Text(
        "in sich stimmig, aber durch keinen Prüfpunkt gesichert",
        "consistent, but not secured by any checkpoint",
    ),
    TAMPERED: Text("verändert", "changed"),
    MISSING: Text("fehlt", "missing"),
}
RESULTS = {
    EXIT_ANCHORED: Text(
        "Alles in Ordnung und durch Prüfpunkte gesichert.",
        "Everything is in order and secured by checkpoints.",
    ),
    EXIT_UNANCHORED: Text(
        "Keine Veränderung gefunden, aber nicht alles ist durch einen Prüfpunkt gesichert.",
        "No change was found, but not everything is secured by a checkpoint.",
    ),
    EXIT_TAMPERED: Text(
        "Verändert oder unvollständig: Verlassen Sie sich nicht darauf.",
        "Changed or incomplete: do not rely on it.",
    ),
}
COMPARED = Text(
    "Mit Ihrem aufbewahrten Prüfpunkt verglichen.", "Compared with the checkpoint that you kept."
)
NOT_COMPARED = Text(
    "Ohne einen Prüfpunkt, den Sie selbst aufbewahrt haben, kann diese Prüfung nicht bemerken, "
    "wenn jemand das ganze Register neu geschrieben oder sein Ende abgeschnitten hat. Geben Sie "
    "ihn mit an (--checkpoint DATEI).",
    "Without a checkpoint that you kept yourself, this check cannot notice that somebody rebuilt "
    "the whole ledger or cut off its end. Give it along (--checkpoint FILE).",
)


def lines(report: Report, language: str) -> Iterable[str]:
    """Yield a report as lines of text, in "de" or "en"."""
    german = language == "de"

    def say(text: Text) -> str:
        return text.de if german else text.en

    yield f"{'Vereinbarung' if german else 'Agreement'}: {shown(report.title)}"
    sizes = report.checkpoints
    yield (
        f"Register: {report.entries} Einträge, {len(sizes)} Prüfpunkte passen"
        if german
        else f"Ledger: {report.entries} entries, {len(sizes)} checkpoints fit"
    ) + (f" (bis Eintrag {sizes[-1]})" if german and sizes else "")
    for version in report.versions:
        name = f"{'Fassung' if german else 'Version'} {version.number}"
        yield f"{name}: {version.status} – {say(STATUS_WORDS[version.status])}"
        if version.sha256:
            yield f"    SHA-256 {version.sha256}"
        yield from (f"  ! {say(problem)}" for problem in version.problems)
        yield from (f"    {say(fact)}" for fact in version.facts)
    if report.problems:
        yield f"{'Register' if german else 'Ledger'}: {TAMPERED}"
        yield from (f"  ! {say(problem)}" for problem in report.problems)
    yield from (f"* {say(remark)}" for remark in report.remarks)
    yield f"* {say(COMPARED if report.is_compared else NOT_COMPARED)}"


def exit_code(reports: Sequence[Report]) -> int:
    """Return the gravest result: tampered, then unanchored, then anchored."""
    codes = {report.exit_code for report in reports}
    for code in (EXIT_TAMPERED, EXIT_UNANCHORED):
        if code in codes:
            return code
    return EXIT_ANCHORED if codes else EXIT_UNANCHORED


def read_kept(paths: Iterable[Path], limits: Limits) -> list[Note]:
    """Return the checkpoints that a party kept; raises Unreadable."""
    found: list[Note] = []
    for path in paths:
        try:
            limits.refuse_size(path.stat().st_size)
            found += _notes_of(path.read_bytes(), limits)
        except (OSError, ValueError) as error:
            why = shown(getattr(error, "strerror", None) or error)
            raise Unreadable(
                Text(
                    f"Der Prüfpunkt {shown(path)} kann nicht gelesen werden: {why}.",
                    f"The checkpoint {shown(path)} cannot be read: {why}.",
                )
            ) from None
    return found


def _notes_of(raw: bytes, limits: Limits) -> list[Note]:
    """Return the checkpoints in a file: a note, a mail, or a PDF or evidence of earlier days."""
    if not raw.startswith((b"%PDF-", b"PK", b"{")):
        return kept_notes(raw)
    texts = read_content(raw, limits).notes.values()
    return kept_notes("\n".join(texts).encode("utf-8", "replace"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Check what the command line names; return the exit code."""
    parser = argparse.ArgumentParser(
        description="Prüft Fassungen einer Vereinbarung. Checks versions of an agreement.",
        epilog="0 OK anchored, 3 OK unanchored, 1 TAMPERED/MISSING, 2 nicht lesbar / unreadable",
    )
    parser.add_argument("path", metavar="DATEI", help="PDF, ZIP, JSON oder Ordner / or folder")
    parser.add_argument(
        "--checkpoint",
        metavar="DATEI",
        action="append",
        default=[],
        help="Prüfpunkt, den Sie aufbewahrt haben / checkpoint that you kept",
    )
    parser.add_argument("--english", action="store_true", help="Ausgabe auf Englisch / in English")
    chosen = parser.parse_args(arguments)
    language, limits = "en" if chosen.english else "de", Limits()
    try:
        kept = read_kept([Path(name) for name in chosen.checkpoint], limits)
        reports = examine([read_material(Path(chosen.path), limits)], kept, limits)
    except Unreadable as error:
        sys.stderr.write(f"{error.text.de if language == 'de' else error.text.en}\n")
        return EXIT_UNREADABLE
    code = exit_code(reports)
    for report in reports:
        sys.stdout.write("\n".join(lines(report, language)) + "\n")
    sys.stdout.write(f"{RESULTS[code].de if language == 'de' else RESULTS[code].en}\n")
    return code


def run() -> None:
    """Be the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
