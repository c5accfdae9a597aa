"""Words as a reader sees them: no torn halves, no needless marks, and never endless waiting."""

import random
import time

import pytest

from agreement.comparison.pieces import Fate, Piece, new_words, old_words
from agreement.comparison.texts import compare_blocks, compare_runs, new_of, old_of
from agreement.comparison.words import compare_words
from agreement.text.runs import BlockKind, Run, TextBlock
from tests.factories.versions import item, paragraph


def marked(old: str, new: str) -> str:
    signs = {Piece.KEPT: "{}", Piece.REMOVED: "[-{}-]", Piece.ADDED: "[+{}+]"}
    return "".join(signs[one.piece].format(one.text) for one in compare_words(old, new))


def test_one_other_word_marks_that_word_alone() -> None:
    assert marked("ab 12 Jahren", "ab 14 Jahren") == "ab [-12-][+14+] Jahren"
    assert marked("12 bis 26 Jahre.", "14 bis 27 Jahre.") == (
        "[-12-][+14+] bis [-26-][+27+] Jahre."
    )


def test_no_single_word_is_kept_between_two_rewritten_halves() -> None:
    old = "Die Träger beraten im Landkreis und der Stadt kostenlos."
    new = "Alle Stellen helfen überall oder der Gemeinde ohne Geld."
    assert marked(old, new) == f"[-{old[:-1]}-][+{new[:-1]}+]."


def test_bold_and_italic_are_restyled_not_replaced() -> None:
    old, new = (Run("Wir beraten gern."),), (Run("Wir "), Run("beraten", bold=True), Run(" gern."))
    pieces = compare_runs(old, new)
    assert [(one.piece, one.run.text) for one in pieces] == [
        (Piece.KEPT, "Wir "),
        (Piece.RESTYLED, "beraten"),
        (Piece.KEPT, " gern."),
    ]
    assert pieces[1].was == Run("beraten")
    half = compare_runs((Run("Beratung"),), (Run("Be"), Run("ratung", bold=True)))
    assert [one.piece for one in half] == [Piece.KEPT, Piece.RESTYLED]


@pytest.mark.parametrize(
    "new", [Run("siehe hier", href="https://example.org/b"), Run("siehe hier", clause="b")]
)
def test_a_link_that_leads_elsewhere_is_another(new: Run) -> None:
    old = Run("siehe hier", href="https://example.org/a")
    assert [one.piece for one in compare_runs((old,), (new,))] == [Piece.REMOVED, Piece.ADDED]


def test_a_reference_is_never_cut() -> None:
    old, new = Run("§ 3 Abs. 2", clause="a"), Run("§ 4 Abs. 2", clause="a")
    assert [one.run for one in compare_runs((old,), (new,))] == [old, new]
    halves = (Run("§ 3", clause="a", bold=True), Run(" Abs. 2", clause="a"))
    assert [one.run for one in compare_runs((old,), halves)] == [old, *halves]
    bold = Run("§ 3 Abs. 2", clause="a", bold=True)
    assert [one.piece for one in compare_runs((old,), (bold,))] == [Piece.RESTYLED]


def test_paragraphs_are_paired_by_likeness_around_a_new_one() -> None:
    a, b = "Der JMD berät junge Menschen bis 26.", "Die MBE berät alle, die älter sind."
    new = (paragraph(a), paragraph("Völlig anderes steht nun hier."), paragraph(f"{b} Immer."))
    changes = compare_blocks((paragraph(a), paragraph(b)), new)
    assert [change.fate for change in changes] == [Fate.SAME, Fate.NEW, Fate.CHANGED]


def test_a_paragraph_that_becomes_an_item_is_reshaped() -> None:
    (change,) = compare_blocks((paragraph("Beratung"),), (item("Beratung"),))
    assert change.is_reshaped
    assert (change.fate, [one.piece for one in change.pieces]) == (Fate.CHANGED, [Piece.KEPT])


def test_many_edits_in_a_text_of_few_different_words_are_still_found() -> None:
    chance = random.Random(3)
    words = [chance.choice("abcdefghijklmnop") for _word in range(4000)]
    old = " ".join(words)
    for place in range(0, 4000, 200):
        words[place] = "neu"
    found = compare_words(old, " ".join(words))
    assert sum(one.piece is Piece.ADDED for one in found) == 20


def _huge(seed: int, words: int, variety: int) -> str:
    chance = random.Random(seed)
    return " ".join(f"Wort{chance.randrange(variety)}" for _word in range(words))


@pytest.mark.parametrize("variety", [5, 50_000])
def test_a_hundred_thousand_unrelated_words_take_seconds_not_hours(variety: int) -> None:
    old, new = _huge(1, 100_000, variety), _huge(2, 100_000, variety)
    started = time.process_time()
    words = compare_words(old, new)
    assert time.process_time() - started < 30
    assert (old_words(words), new_words(words)) == (old, new)


def test_a_clause_of_a_thousand_unrelated_paragraphs_takes_seconds() -> None:
    old, new = (
        tuple(
            TextBlock(BlockKind.PARAGRAPH, (Run(_huge(seed + number, 100, 200)),))
            for number in range(1000)
        )
        for seed in (1, 5000)
    )
    started = time.process_time()
    changes = compare_blocks(old, new)
    assert time.process_time() - started < 30
    assert (old_of(changes), new_of(changes)) == (old, new)
