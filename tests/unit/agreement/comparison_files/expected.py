"""What a file must say of one text alone: paragraph by paragraph, from the snapshot."""

from datetime import date

from agreement.comparison_files.sides import Side, Sides
from agreement.snapshot import ClauseSnapshot, Snapshot
from agreement.structured import StructuredField
from agreement.structured_words import field_in_words
from agreement.text.runs import BlockKind, TextBlock
from agreement.wording import Words, rule_in_words
from tests.unit.agreement.comparison_files.word_reader import Form

Paragraph = tuple[str, tuple[bool, int] | None, list[tuple[str, Form]]]
DAY = date(2026, 11, 23)


def side(text: Snapshot, name: str) -> Side:
    numbers = {clause.uid: clause.number for _section, clause in text.clauses()}
    return Side(name, Words(services={"jmd": "JMD", "mbe": "MBE"}, clauses=numbers))


def sides(old: Snapshot, new: Snapshot) -> Sides:
    return Sides(side(old, "Fassung 1"), side(new, "Fassung 2"), DAY)


def paragraphs(text: Snapshot, known: set[str]) -> list[Paragraph]:
    """Return all that a file says of a text; links lead to the clauses that are known."""
    words = side(text, "").words
    found = [line("Title", text.title)]
    if text.reference:
        found.append(line("Quote", f"Aktenzeichen: {text.reference}"))
    if text.parties:
        found.append(line("Heading1", "Partner"))
    for party in text.parties:
        deputy = f", in Vertretung: {party.deputy}" if party.deputy else ""
        said = f"{party.name}, {party.role}; zeichnet durch: {party.signatory}{deputy}"
        found.append(item(said))
    for section in text.sections:
        found.append(line("Heading1", f"{section.number} {section.title}"))
        if section.summary:
            found.append(line("Quote", f"In einfachen Worten – nicht bindend: {section.summary}"))
        for field in section.fields:
            shown = StructuredField(field.key, field.label, field.value)
            if rows := field_in_words(shown, words):
                found.append(line("Heading3", field.label))
                is_list = isinstance(field.value, list)
                found += [item(row) if is_list else line("Normal", row) for row in rows]
        for clause in section.clauses:
            found += of_clause(clause, words, known)
    return found


def of_clause(clause: ClauseSnapshot, words: Words, known: set[str]) -> list[Paragraph]:
    found = [line("Heading2", f"{clause.number} {clause.heading}".strip())]
    if not clause.is_binding:
        found.append(line("Quote", "Erläuterung, nicht bindend"))
    found += [of_block(block, words, known) for block in clause.text]
    for rule in clause.rules:
        found.append(line("Quote", f"Zuständigkeit: {rule_in_words(rule, words)}"))
    if clause.plain:
        found.append(line("Quote", f"In einfachen Worten – nicht bindend: {clause.plain}"))
    return found


def of_block(block: TextBlock, words: Words, known: set[str]) -> Paragraph:
    letters: list[tuple[str, Form]] = []
    for run in block.runs:
        leads = f"#k_{run.clause.replace('-', '')}" if run.clause in known else run.href
        said = words.clauses.get(run.clause, run.text)
        letters += [(letter, (run.bold, run.italic, leads)) for letter in said]
    if block.kind is BlockKind.PARAGRAPH:
        return "Normal", None, letters
    return "ListParagraph", (block.kind is BlockKind.NUMBERED, block.level), letters


def line(style: str, text: str) -> Paragraph:
    return style, None, [(letter, (False, False, "")) for letter in text]


def item(text: str) -> Paragraph:
    return "ListParagraph", (False, 0), line("", text)[2]
