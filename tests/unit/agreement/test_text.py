"""The wording of clauses as data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.rendering import render_text
from agreement.text.parse import parse_rich_text
from agreement.text.runs import (
    BlockKind,
    Run,
    TextBlock,
    blocks_from_data,
    invisible_characters,
    plain_text,
    references,
)

UID = "7c2c8f0e-5a4e-4d52-9f4b-0a6b1d1f3f10"


def _reference(uid: str) -> tuple[str, str]:
    return "§ 4 Abs. 2", f"/vereinbarung/k/{uid}/"


def test_paragraphs_lists_and_emphasis_are_kept() -> None:
    blocks = parse_rich_text(
        "<p>Der <b>JMD</b> berät:</p><ul><li>in der <i>Schule</i></li><li>im Beruf</li></ul>"
    )
    assert [block.kind for block in blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.BULLET,
        BlockKind.BULLET,
    ]
    assert blocks[0].runs == (Run("Der "), Run("JMD", bold=True), Run(" berät:"))
    assert plain_text(blocks) == "Der JMD berät:\nin der Schule\nim Beruf"


def test_a_list_within_a_list_keeps_its_level() -> None:
    blocks = parse_rich_text("<ol><li>eins<ul><li>innen</li></ul></li><li>zwei</li></ol>")
    assert [(b.kind, b.level, b.text) for b in blocks] == [
        (BlockKind.NUMBERED, 0, "eins"),
        (BlockKind.BULLET, 1, "innen"),
        (BlockKind.NUMBERED, 0, "zwei"),
    ]
    assert (
        render_text(blocks, _reference)
        == "<ol><li>eins<ul><li>innen</li></ul></li><li>zwei</li></ol>"
    )


def test_a_reference_shows_the_number_of_the_version_that_is_read() -> None:
    blocks = parse_rich_text(f'<p>nach <a linktype="clause" uid="{UID}">§ 1 Abs. 1</a></p>')
    assert references(blocks) == {UID}
    assert render_text(blocks, _reference) == (
        f'<p>nach <a href="/vereinbarung/k/{UID}/">§ 4 Abs. 2</a></p>'
    )


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//x"])
def test_only_web_mail_and_phone_addresses_become_links(href: str) -> None:
    blocks = parse_rich_text(f'<p><a href="{href}">hier</a></p>')
    assert blocks == (TextBlock(BlockKind.PARAGRAPH, (Run("hier"),)),)


def test_words_in_unknown_elements_are_never_lost() -> None:
    blocks = parse_rich_text("<p>ein <span>Wort</span> in <table><td>einer Zelle</td></table></p>")
    assert plain_text(blocks) == "ein Wort in einer Zelle"


def test_the_same_letters_have_the_same_data_however_they_were_typed() -> None:
    assert parse_rich_text("<p>u\u0308ber</p>") == parse_rich_text("<p>über</p>")


@pytest.mark.parametrize("mark", ["\u200b", "\u202e", "\u2066", "\ufeff", "\x07"])
def test_characters_that_nobody_sees_are_found(mark: str) -> None:
    assert len(invisible_characters(f"Beratung{mark}")) == 1


def test_ordinary_text_holds_no_invisible_characters() -> None:
    assert invisible_characters("§ 3 Abs. 2: „Zürich“ – 1\u202f000 €\nneue Zeile") == []


text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


@given(st.lists(st.tuples(text, st.booleans(), st.booleans()), min_size=1))
def test_every_text_survives_data_and_back_and_is_escaped(
    parts: list[tuple[str, bool, bool]],
) -> None:
    blocks = (TextBlock(BlockKind.PARAGRAPH, tuple(Run(t, bold=b, italic=i) for t, b, i in parts)),)
    assert blocks_from_data([b.to_data() for b in blocks]) == blocks
    html = render_text(blocks, _reference)
    for tag in ("<p>", "</p>", "<strong>", "</strong>", "<em>", "</em>"):
        html = html.replace(tag, "")  # type: ignore[assignment]
    assert "<" not in html
    assert ">" not in html
