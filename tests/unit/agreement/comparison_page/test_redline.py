"""Redlines: what came and went is marked, said, escaped, and nothing of it is lost."""

import re
from html import unescape

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from agreement.comparison.texts import compare_blocks
from agreement.comparison.words import compare_words
from agreement.comparison_page.redline import (
    Redline,
    redline_html,
    redline_words,
    reference_in,
)
from agreement.text.runs import BlockKind, Run, TextBlock
from tests.factories.versions import item, paragraph

WORD = st.text("abcäöü<>&\"' ", min_size=1, max_size=12)
RUN = st.builds(Run, WORD, bold=st.booleans(), italic=st.booleans())
BLOCK = st.builds(
    TextBlock,
    st.sampled_from(BlockKind),
    st.lists(RUN, min_size=1, max_size=4).map(tuple),
    st.integers(0, 2),
)
TEXT = st.lists(BLOCK, max_size=6).map(tuple)


def spoken(html: str) -> str:
    """Return what is left of HTML without its elements and without words for listeners."""
    without = re.sub(r'<span class="(visually-hidden|redline__note)"[^>]*>[^<]*</span>', "", html)
    return unescape(re.sub(r"<[^>]*>", "", without))


def without(html: str, tag: str) -> str:
    return re.sub(rf"<{tag}>.*?</{tag}>", "", html, flags=re.DOTALL)


@given(TEXT, TEXT)
def test_leaving_out_either_side_gives_the_other_text(
    old: tuple[TextBlock, ...], new: tuple[TextBlock, ...]
) -> None:
    changes = compare_blocks(old, new)
    html = redline_html(changes)
    squeezed = [re.sub(r"\s", "", part) for part in _texts(old, new)]
    assert re.sub(r"\s", "", spoken(without(html, "ins"))) == squeezed[0]
    assert re.sub(r"\s", "", spoken(without(html, "del"))) == squeezed[1]


@given(TEXT, TEXT)
def test_each_side_alone_is_its_whole_text(
    old: tuple[TextBlock, ...], new: tuple[TextBlock, ...]
) -> None:
    changes = compare_blocks(old, new)
    redline = Redline()
    squeezed = [re.sub(r"\s", "", part) for part in _texts(old, new)]
    assert re.sub(r"\s", "", spoken(redline.before(changes))) == squeezed[0]
    assert re.sub(r"\s", "", spoken(redline.after(changes))) == squeezed[1]
    assert "<ins>" not in redline.before(changes)
    assert "<del>" not in redline.after(changes)


def _texts(old: tuple[TextBlock, ...], new: tuple[TextBlock, ...]) -> tuple[str, str]:
    before, after = ("".join(block.text for block in side) for side in (old, new))
    return before, after


def test_hostile_text_is_shown_and_never_read_as_markup() -> None:
    evil = "<script>alert(1)</script>"
    changes = compare_blocks(
        (paragraph("gut"),), (paragraph(Run(evil, href='https://example.org/"onclick="x')),)
    )
    html = redline_html(changes) + redline_words(compare_words("gut", evil))
    assert "<script" not in html
    assert 'onclick="x' not in html


def test_marks_are_said_with_their_end_in_the_language_of_the_page() -> None:
    words = compare_words("zwei Wochen", "drei Wochen")
    assert redline_words(words) == (
        '<del><span class="visually-hidden">entfernt: </span>zwei'
        '<span class="visually-hidden"> Ende</span></del>'
        '<ins><span class="visually-hidden">eingefügt: </span>drei'
        '<span class="visually-hidden"> Ende</span></ins> Wochen'
    )
    with override("en"):
        assert '<span class="visually-hidden" lang="en">' in redline_words(words)


def test_a_link_that_leads_elsewhere_shows_where() -> None:
    old = (paragraph("Siehe ", Run("hier", href="https://example.org/alt")),)
    new = (paragraph("Siehe ", Run("hier", href="https://example.org/neu")),)
    html = redline_html(compare_blocks(old, new))
    assert "(https://example.org/alt)" in html.split("<ins>")[0]
    assert "(https://example.org/neu)" in html.split("<ins>")[1]


def test_a_reference_shows_the_number_of_each_text() -> None:
    uid = "5f4bd1c7-1a65-4bd1-8c5d-2f1f0f0a6a01"
    block = (paragraph("Nach ", Run("x", clause=uid), " gilt."),)
    redline = Redline(
        reference_in({uid: ("§ 1 Abs. 1", "/alt/")}), reference_in({uid: ("§ 2 Abs. 1", "/neu/")})
    )
    changes = compare_blocks(block, block)
    assert '<a href="/alt/">§ 1 Abs. 1</a>' in redline.before(changes)
    assert '<a href="/neu/">§ 2 Abs. 1</a>' in redline.text(changes)
    gone = compare_blocks(block, ())
    assert '<a href="/alt/">§ 1 Abs. 1</a>' in redline.text(gone)
    lost = Redline(reference_in({}), reference_in({}))
    assert "(Verweis ins Leere)" in lost.text(changes)
    assert "<a" not in redline_html(changes)


def test_other_emphasis_and_other_shape_are_said() -> None:
    restyled = compare_blocks(
        (paragraph("Das gilt immer."),), (paragraph("Das gilt ", Run("immer", bold=True), "."),)
    )
    html = redline_html(restyled)
    assert "anders hervorgehoben" in html
    assert "<strong>immer</strong>" in html
    reshaped = compare_blocks((paragraph("Das gilt immer."),), (item("Das gilt immer.", 1),))
    assert "(war ein Absatz, ist Punkt einer Liste in Ebene 2)" in redline_html(reshaped)


def test_numbered_items_keep_the_number_of_their_own_text() -> None:
    old = tuple(item(text, numbered=True) for text in ("eins", "zwei drei vier", "fünf"))
    new = tuple(item(text, numbered=True) for text in ("eins", "fünf", "ganz etwas anderes"))
    html = redline_html(compare_blocks(old, new))
    numbers = re.findall(r'<li value="(\d)">', html)
    assert numbers == ["1", "2", "2", "3"]


@pytest.mark.parametrize("changed", [True, False])
def test_two_texts_stand_beside_each_other_row_by_row(changed: bool) -> None:
    old = (paragraph("Eins bleibt."), item("Alt ist das.", numbered=True))
    new = (paragraph("Eins bleibt."), item("Neu ist das.", numbered=True)) if changed else old
    html = Redline().sides(compare_blocks(old, new), ("Fassung 1", "Fassung 2"))
    assert html.count("redline__row--same") == (1 if changed else 2)
    assert html.count("Fassung 1") == html.count("Fassung 2") == 2
    gone = Redline().sides(compare_blocks(old, ()), ("Fassung 1", "Fassung 2"))
    assert gone.count("(steht hier nicht)") == 2
