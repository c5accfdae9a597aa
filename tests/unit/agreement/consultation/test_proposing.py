"""Another wording keeps the form of what stays, and shows what changes alone."""

import time

from hypothesis import given
from hypothesis import strategies as st

from agreement.consultation.proposing import as_read, proposed_blocks
from agreement.importing.notation import lines_of_blocks
from agreement.text.runs import BlockKind, Run, TextBlock

UID = "6f1c2a8e-5a44-4a4e-9d6c-0f4f5b8f8a11"


def paragraph(*runs: Run) -> TextBlock:
    return TextBlock(BlockKind.PARAGRAPH, runs)


OLD = (
    paragraph(Run("Zuständig ist "), Run("allein", bold=True), Run(" die Stelle am Wohnort.")),
    TextBlock(BlockKind.BULLET, (Run("siehe "), Run("§ 3 Abs. 2", clause=UID))),
)


def test_lines_left_alone_propose_nothing() -> None:
    assert proposed_blocks(OLD, lines_of_blocks(OLD)) == OLD
    assert proposed_blocks(OLD, f"\r\n{lines_of_blocks(OLD)}  \r\n") == OLD


def test_bold_words_stay_bold_beside_a_changed_word() -> None:
    lines = lines_of_blocks(OLD).replace("Wohnort", "Aufenthaltsort")
    first, second = proposed_blocks(OLD, lines)
    assert first.runs == (
        Run("Zuständig ist "),
        Run("allein", bold=True),
        Run(" die Stelle am Aufenthaltsort."),
    )
    assert second == OLD[1]


def test_half_a_reference_is_no_reference() -> None:
    lines = lines_of_blocks(OLD).replace("Abs. 2", "Abs. 4")
    assert proposed_blocks(OLD, lines)[1].runs == (Run("siehe § 3 Abs. 4"),)


def test_a_whole_reference_stays_one() -> None:
    lines = lines_of_blocks(OLD).replace("siehe", "vergleiche")
    assert proposed_blocks(OLD, lines)[1].runs == (Run("vergleiche "), OLD[1].runs[1])


def test_a_reference_is_read_with_its_number() -> None:
    block = paragraph(Run("siehe "), Run("Zielgruppe", clause=UID))
    assert as_read([block], {UID: "§ 1 Abs. 2"}.__getitem__)[0].text == "siehe § 1 Abs. 2"


def test_an_item_can_be_added() -> None:
    blocks = proposed_blocks(OLD, f"{lines_of_blocks(OLD)}\n- und mehr")
    assert blocks == (*OLD, TextBlock(BlockKind.BULLET, (Run("und mehr"),)))


def test_a_clause_of_a_hundred_thousand_words_is_compared_in_bounded_time() -> None:
    old = (paragraph(Run(" ".join(f"wort{n}" for n in range(100_000)))),)
    began = time.process_time()
    (block,) = proposed_blocks(old, " ".join(f"anders{n}" for n in range(100_000)))
    assert block.text.startswith("anders0 ")
    (block,) = proposed_blocks(old, old[0].text.replace("wort7 ", "anders ", 1))
    assert " anders wort8 " in block.text
    assert time.process_time() - began < 20


def test_a_thousand_paragraphs_rewritten_are_compared_in_bounded_time() -> None:
    old = tuple(paragraph(Run(f"Absatz {n} sagt etwas Eigenes")) for n in range(1_000))
    began = time.process_time()
    blocks = proposed_blocks(old, "\n".join(f"Ganz anders {n}, und neu" for n in range(1_000)))
    assert len(blocks) == 1_000
    assert time.process_time() - began < 20


def test_a_line_break_within_a_paragraph_stays_where_it_was() -> None:
    old = (paragraph(Run("Erste Zeile\nzweite Zeile endet hier.")),)
    (block,) = proposed_blocks(old, "Erste Zeile zweite Zeile endet dort.")
    assert block.text == "Erste Zeile\nzweite Zeile endet dort."


TEXTS = st.text(alphabet="ab c.-\n", max_size=60)


@given(TEXTS, TEXTS)
def test_what_was_written_is_what_is_proposed(old: str, new: str) -> None:
    before = proposed_blocks((), old)
    after = proposed_blocks(before, new)
    assert lines_of_blocks(after) == lines_of_blocks(proposed_blocks((), new))
