"""The wording of a clause as plain lines and as stored rich text."""

from hypothesis import given
from hypothesis import strategies as st

from agreement.importing.notation import (
    blocks_of_lines,
    levelled,
    lines_of_blocks,
    rich_text_of,
    without_marks,
)
from agreement.text.parse import parse_rich_text
from agreement.text.runs import BlockKind, Run, TextBlock, plain_text

UID = "7c2c8f0e-5a4e-4d52-9f4b-0a6b1d1f3f10"
WORDS = st.text("abcÄß§<>&\"'()1.-• ", min_size=1, max_size=20).map(
    lambda text: " ".join(f"x{text}x".split())
)
RUNS = st.builds(
    Run, WORDS, bold=st.booleans(), italic=st.booleans(), href=st.just(""), clause=st.just("")
)
BLOCKS = st.lists(
    st.builds(
        TextBlock,
        st.sampled_from(BlockKind),
        st.tuples(RUNS),
        st.integers(0, 4),
    ),
    max_size=8,
).map(levelled)


def test_each_line_is_a_paragraph_and_empty_lines_only_part_them() -> None:
    blocks = blocks_of_lines("Erster.\n\n\nZweiter.\r\nDritter.")
    assert [block.text for block in blocks] == ["Erster.", "Zweiter.", "Dritter."]
    assert {block.kind for block in blocks} == {BlockKind.PARAGRAPH}


def test_numbers_that_are_written_out_stay_wording() -> None:
    wording = "Zuständig ist:\n1. der JMD,\n4a. die MBE,\n(2) das IM."
    assert plain_text(blocks_of_lines(wording)) == wording


def test_signs_before_a_line_make_lists_within_lists() -> None:
    blocks = blocks_of_lines("- a\n  - b\n#. c\nd")
    assert [(str(b.kind), b.level, b.text) for b in blocks] == [
        ("bullet", 0, "a"),
        ("bullet", 1, "b"),
        ("numbered", 0, "c"),
        ("paragraph", 0, "d"),
    ]
    assert rich_text_of(blocks) == (
        "<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li></ol><p>d</p>"
    )


def test_markup_in_a_text_stays_text() -> None:
    html = rich_text_of(blocks_of_lines('<script>alert("1")</script> & <b>fett</b>'))
    assert "<script" not in html
    assert "<b>" not in html
    (block,) = parse_rich_text(html)
    assert block.text == '<script>alert("1")</script> & <b>fett</b>'


def test_links_and_line_breaks_reach_the_rich_text() -> None:
    runs = (Run("§ 3", clause=UID), Run("a\nb"), Run("Netz", href="https://example.org/?a=1&b=2"))
    html = rich_text_of([TextBlock(BlockKind.PARAGRAPH, runs)])
    assert f'<a linktype="clause" uid="{UID}">§ 3</a>a<br/>b' in html
    assert parse_rich_text(html)[0].runs == runs


def test_marks_that_show_nothing_go_and_are_counted() -> None:
    assert without_marks("Zu\u00adstän\u00addig\u200bkeit") == ("Zuständigkeit", 3)
    assert without_marks("u\u0308ber") == ("über", 0)


@given(BLOCKS)
def test_rich_text_says_what_the_blocks_say(blocks: tuple[TextBlock, ...]) -> None:
    assert parse_rich_text(rich_text_of(blocks)) == blocks


@given(BLOCKS)
def test_plain_lines_keep_every_word_and_every_list(blocks: tuple[TextBlock, ...]) -> None:
    again = blocks_of_lines(lines_of_blocks(blocks))
    assert [(b.kind, b.level, b.text) for b in again] == [(b.kind, b.level, b.text) for b in blocks]
