"""The wording of a clause in the JSON for import: plain lines, or blocks as they are sealed."""

from typing import Any

from django.utils.translation import gettext as _

from agreement.importing.json_values import (
    Notes,
    line_value,
    list_value,
    object_value,
    refuse_hidden,
    text_value,
)
from agreement.importing.notation import blocks_of_lines, levelled, rich_text_of
from agreement.text.parse import WEB_ADDRESS, parse_rich_text
from agreement.text.runs import BlockKind, Run, TextBlock, plain_text

LONGEST_TEXT = 100_000
MOST_BLOCKS = 2_000
MOST_RUNS = 2_000
_RUN = ("text", "bold", "italic", "href", "clause")


def read_text(value: Any, notes: Notes, place: str) -> tuple[TextBlock, ...]:
    """Return the blocks of a clause's text; what is wrong with it is noted."""
    if isinstance(value, list):
        blocks = _blocks(value, notes, place)
    elif isinstance(value, str):
        blocks = blocks_of_lines(text_value(value, notes, place, "text", LONGEST_TEXT))
    else:
        notes.wrong(place, _("„text“ muss ein Text sein, also in Anführungszeichen stehen."))
        return ()
    wording = plain_text(blocks)
    if not wording.strip() and not (isinstance(value, str) and len(value) > LONGEST_TEXT):
        notes.wrong(place, _("Die Klausel hat keinen Text. Schreiben Sie ihn."))
    refuse_hidden(wording, notes, place, "text")
    return blocks


def _blocks(value: list[Any], notes: Notes, place: str) -> tuple[TextBlock, ...]:
    found = []
    for one in list_value(value, notes, place, "text", MOST_BLOCKS):
        data = object_value(one, notes, place, _("Absatz"))
        notes.passed_over(data, ("kind", "runs", "level"))
        kind, level = data.get("kind", BlockKind.PARAGRAPH), data.get("level", 0)
        if not isinstance(kind, str) or kind not in set(BlockKind):
            sentence = _("„kind“ eines Absatzes kann nur eines davon sein: %s.")
            notes.wrong(place, sentence % ", ".join(BlockKind))
        elif type(level) is not int or not 0 <= level < MOST_BLOCKS:
            notes.wrong(place, _("„level“ muss eine ganze Zahl ab 0 sein."))
        elif data:
            runs = list_value(data.get("runs"), notes, place, "runs", MOST_RUNS)
            read = tuple(_run(run, notes, place) for run in runs)
            found.append(TextBlock(BlockKind(kind), read, level))
    # By way of the rich text, so that the blocks are those that will be read out of it again.
    return parse_rich_text(rich_text_of(levelled(found)))


def _run(one: Any, notes: Notes, place: str) -> Run:
    data = object_value(one, notes, place, "runs")
    notes.passed_over(data, _RUN)
    text = text_value(data.get("text", ""), notes, place, "text", LONGEST_TEXT)
    form = {name: data.get(name, False) for name in ("bold", "italic")}
    if not all(isinstance(value, bool) for value in form.values()):
        notes.wrong(place, _("„bold“ und „italic“ müssen true oder false sein."))
    href = line_value(data.get("href", ""), notes, place, "href", 2_000)
    if href and not WEB_ADDRESS.match(href):
        sentence = _("Ein Verweis muss mit https://, http://, mailto: oder tel: beginnen.")
        notes.wrong(place, sentence)
    clause = line_value(data.get("clause", ""), notes, place, "clause")
    is_bold, is_italic = (form[name] is True for name in ("bold", "italic"))
    return Run(text, bold=is_bold, italic=is_italic, href=href, clause=clause)
