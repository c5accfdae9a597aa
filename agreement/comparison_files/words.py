"""The German words of a comparison's files, beside those of the texts. Pure."""

from django.utils.formats import date_format

from agreement.comparison.changes import ClauseChange, Comparison, SectionChange, Weight
from agreement.comparison.pieces import Fate, RunChange
from agreement.comparison_files.lines import Stay, Unit
from agreement.comparison_files.sides import Sides
from agreement.exports.building import accepted_in_words
from agreement.snapshot import AcceptedSnapshot
from agreement.text.runs import BlockKind, TextBlock
from agreement.wording import Words

END = "Ende des Vergleichs."
NOTHING = "Beide Texte sagen dasselbe."
HINT = (
    "Am Rand steht ein Strich, wo sich etwas geändert hat, darüber ein Wort, was. Unverändertes "
    "ist weggelassen. Diese Datei beweist nichts: Maßgeblich ist, was festgeschrieben ist."
)


def before_tracked(comparison: Comparison, sides: Sides) -> list[str]:
    """Return what a file with tracked changes says of itself, a line each."""
    lines = [
        f"{sides.title}.",
        f"Wer alle Änderungen annimmt, erhält den Text von {sides.new.name}; wer alle ablehnt, "
        f"den von {sides.old.name}. Diese Datei beweist nichts: Maßgeblich ist, was "
        "festgeschrieben ist.",
        "; ".join(counts(comparison)) + ".",
        f"Im Portal: {sides.address}" if sides.address else "",
    ]
    return [line for line in lines if line.strip(". ")]


def accepted(one: AcceptedSnapshot | None, words: Words) -> str:
    """Return an accepted gap or overlap as a sentence; empty for none."""
    return accepted_in_words(one, words) if one else ""


def moved_section(section: SectionChange, stay: Stay) -> str:
    """Return where a section went, or where it came from."""
    if stay is Stay.DEPARTED and section.new:
        return f"Der Abschnitt steht jetzt an anderer Stelle, als {section.new.number}."
    if stay is Stay.ARRIVED and section.old:
        return f"Der Abschnitt stand bisher an anderer Stelle, als {section.old.number}."
    return ""


def note_of(change: ClauseChange, stay: Stay) -> str:
    """Return what a reader should know of a clause beside its words."""
    notes = [_moved(change, stay)]
    if stay is not Stay.DEPARTED and change.weight:
        kind = "inhaltlich" if change.weight is Weight.SUBSTANTIAL else "nur redaktionell"
        if change.old and change.new:
            notes.append(f"Änderung: {kind}.")
        if change.reason:
            notes.append(f"Begründung: {change.reason}")
    return " ".join(filter(None, notes))


def _moved(change: ClauseChange, stay: Stay) -> str:
    if not change.is_moved or not (change.old and change.new):
        return ""
    if stay is Stay.DEPARTED:
        return f"Verschoben: steht jetzt als {change.new.number}."
    return f"Verschoben: stand bisher als {change.old.number}."


def counts(comparison: Comparison) -> list[str]:
    """Return how much is different, a line each; none for what there is not."""
    summary = comparison.summary
    rows = (
        (summary.changed, "Klausel geändert", "Klauseln geändert"),
        (summary.new, "Klausel neu", "Klauseln neu"),
        (summary.gone, "Klausel entfallen", "Klauseln entfallen"),
        (summary.moved, "Klausel verschoben", "Klauseln verschoben"),
        (summary.renumbered, "Klausel mit anderer Nummer", "Klauseln mit anderer Nummer"),
        (summary.same, "Klausel unverändert", "Klauseln unverändert"),
        (summary.substantial, "Änderung inhaltlich", "Änderungen inhaltlich"),
        (summary.editorial, "Änderung nur redaktionell", "Änderungen nur redaktionell"),
    )
    return [f"{count} {one if count == 1 else many}" for count, one, many in rows if count]


def origin(sides: Sides) -> list[str]:
    """Return when the file was made, and where the comparison stands in the portal."""
    day = date_format(sides.made_on)
    return [f"Stand: {day}", *([f"Im Portal: {sides.address}"] if sides.address else [])]


def mark_of(unit: Unit) -> str:
    """Return in a word what happened to a clause or to the head of a section."""
    if not unit.is_touched or not unit.lines:
        return ""
    if unit.stay is Stay.DEPARTED:
        return "stand hier"
    if unit.fate is Fate.NEW:
        return "neu"
    if unit.fate is Fate.GONE:
        return "entfallen"
    moved = "verschoben" if unit.stay is Stay.ARRIVED else ""
    changed = "geändert" if unit.fate is Fate.CHANGED else ""
    return " und ".join(filter(None, [moved, changed])) or "andere Nummer"


def restyled(change: RunChange) -> str:
    """Return which form the same words have now."""
    looks = (("fett", change.run.bold), ("kursiv", change.run.italic))
    forms = [name for name, is_so in looks if is_so]
    return "jetzt " + (" und ".join(forms) if forms else "ohne Hervorhebung")


def reshaped(old: TextBlock | None, new: TextBlock | None) -> str:
    """Return that a paragraph became an item, or stands at another level; empty if not."""
    if old is None or new is None or (old.kind, old.level) == (new.kind, new.level):
        return ""
    return f"(war {_shape(old)}, jetzt {_shape(new)})"


def _shape(block: TextBlock) -> str:
    if block.kind is BlockKind.PARAGRAPH:
        return "Absatz"
    kind = "nummerierter Punkt" if block.kind is BlockKind.NUMBERED else "Punkt"
    return f"{kind} der Ebene {block.level + 1}"
