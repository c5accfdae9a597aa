"""Correcting a text before it is taken over."""

import json

from agreement.importing.draft import (
    ASKED,
    NEW,
    ClauseEdit,
    Draft,
    SectionEdit,
    draft_from_data,
    draft_to_data,
    with_clauses,
    with_sections,
)
from agreement.importing.imported import SectionKind
from agreement.importing.json_reading import read_json
from agreement.importing.notation import lines_of_blocks
from agreement.text.runs import plain_text
from tests.factories.imports import as_json, clause, section, text

BOLD = [{"kind": "paragraph", "runs": [{"text": "Fett", "bold": True}, {"text": " und nicht."}]}]
RULE = {"mode": "leads", "service": "jmd"}


def draft() -> Draft:
    data = text(
        section(clause("a", BOLD, rules=[RULE]), clause("b", "Zwei.", rules=[RULE]), title="Eins"),
        section(clause("c", "Drei."), title="Zwei"),
    )
    return Draft(read_json(as_json(data)).text, (("uid-a", ASKED), (NEW,)))


def edit(heading: str, lines: str, answer: str = NEW, act: str = "") -> ClauseEdit:
    return ClauseEdit(heading, lines, answer, act)


def wordings(changed: Draft, place: int) -> list[str]:
    return [plain_text(one.text) for one in changed.text.sections[place].clauses]


def test_a_draft_can_be_kept() -> None:
    assert draft_from_data(json.loads(json.dumps(draft_to_data(draft())))) == draft()
    assert draft().asked == 1


def test_a_text_that_nobody_changed_keeps_its_form() -> None:
    before = draft()
    (block,) = before.text.sections[0].clauses[0].text
    same = lines_of_blocks((block,)) + "\r\n"
    changed = with_clauses(before, 0, {0: edit("Neu", same, "uid-a")})
    first = changed.text.sections[0].clauses[0]
    assert first.heading == "Neu"
    assert first.text == (block,)
    again = with_clauses(before, 0, {0: edit("Neu", "Anders.", "uid-a")})
    assert wordings(again, 0)[0] == "Anders."


def test_a_clause_can_be_dropped() -> None:
    changed = with_clauses(draft(), 0, {0: edit("x", "y", NEW, "drop")})
    assert [one.uid for one in changed.text.sections[0].clauses] == ["b"]
    assert changed.answers[0] == (ASKED,)


def test_a_clause_can_be_merged_with_the_one_before_with_its_rules() -> None:
    changed = with_clauses(draft(), 0, {1: edit("egal", "Zwei.", NEW, "merge")})
    (one,) = changed.text.sections[0].clauses
    assert (one.uid, plain_text(one.text)) == ("a", "Fett und nicht.\nZwei.")
    assert one.rules
    assert [rule.id for rule in one.rules] == ["1", "2"]
    assert changed.answers[0] == ("uid-a",)


def test_the_first_clause_has_nothing_to_be_merged_with_and_stays() -> None:
    changed = with_clauses(draft(), 0, {0: edit("x", "Eins.", NEW, "merge")})
    assert wordings(changed, 0)[0] == "Eins."


def test_a_line_of_signs_divides_a_clause_and_the_parts_are_new() -> None:
    changed = with_clauses(draft(), 0, {1: edit("b", "Zwei.\n===\nHalb.\n === \nGanz.", "uid-b")})
    assert wordings(changed, 0)[1:] == ["Zwei.", "Halb.", "Ganz."]
    assert changed.answers[0] == ("uid-a", "uid-b", NEW, NEW)


def test_sections_can_be_renamed_merged_and_dropped() -> None:
    kinds = SectionKind.MBE, SectionKind.GENERAL
    edits = [SectionEdit("Neu", kinds[0]), SectionEdit("x", kinds[1], "merge")]
    changed = with_sections(draft(), edits)
    (one,) = changed.text.sections
    assert (one.title, one.kind, len(one.clauses)) == ("Neu", SectionKind.MBE, 3)
    assert changed.answers == (("uid-a", ASKED, NEW),)
    edits[1] = SectionEdit("x", kinds[1], "drop")
    assert len(with_sections(draft(), edits).text.sections) == 1
