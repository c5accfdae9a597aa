"""Cutting texts, and putting clauses elsewhere: no word and no rule gets lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.identity import Stored
from agreement.moving.cutting import cut_in_two, cuts
from agreement.moving.rearranging import (
    FIRST,
    NEITHER,
    SECOND,
    NotThere,
    in_one,
    in_two,
    put_behind,
)
from agreement.text.parse import parse_rich_text

TEXT = (
    '<p>Der <b>Dienst</b> berät. Er vermittelt an <a linktype="clause" uid="x">§ 2</a> weiter.'
    "</p><ul><li>Erstens</li><li>Zweitens</li></ul><p>Schluss.</p>"
)


def words(html: str) -> str:
    return "".join(block.text for block in parse_rich_text(html)).replace(" ", "")


def clause(uid: str, **values: Any) -> Stored:
    return {
        "type": "clause",
        "id": uid,
        "value": {"heading": uid, "text": f"<p>{uid}</p>"} | values,
    }


def ids(stored: list[Stored]) -> list[Any]:
    return [one["id"] for one in stored]


def test_a_text_can_be_cut_before_every_paragraph_item_and_sentence() -> None:
    assert [cut.begins for cut in cuts(TEXT)] == [
        "Er vermittelt an § 2 weiter.",
        "Erstens",
        "Zweitens",
        "Schluss.",
    ]
    assert cuts("<p>Nur ein Satz</p>") == []


def test_both_halves_keep_what_is_bold_and_linked() -> None:
    first, second = cut_in_two(TEXT, cuts(TEXT)[0])

    assert first == "<p>Der <b>Dienst</b> berät.</p>"
    assert '<p>Er vermittelt an <a linktype="clause" uid="x">§ 2</a> weiter.</p><ul>' in second


@given(st.lists(st.text("abcÄ. !B", min_size=1), min_size=1, max_size=4))
def test_cutting_anywhere_loses_no_word(paragraphs: list[str]) -> None:
    html = "".join(f"<p>{text}</p>" for text in paragraphs)
    for cut in cuts(html):
        first, second = cut_in_two(html, cut)
        assert words(first) + words(second) == words(html)
        assert words(first)
        assert words(second)


def test_a_clause_is_put_behind_another_or_first() -> None:
    stored = [clause("a"), clause("b")]

    assert ids(put_behind(stored, clause("c"), "a")) == ["a", "c", "b"]
    assert ids(put_behind(stored, clause("c"), "")) == ["c", "a", "b"]
    with pytest.raises(NotThere):
        put_behind(stored, clause("c"), "gone")


@pytest.mark.parametrize("keeps_uid", [True, False])
@pytest.mark.parametrize("rules_to", [FIRST, SECOND])
def test_a_clause_in_two_keeps_every_word_and_rule(keeps_uid: bool, rules_to: str) -> None:
    whole = clause("a", rules=[{"id": "r"}], plain="Einfach.")
    other = clause("b", text='<p>Siehe <a linktype="clause" uid="a">§ 1</a></p>')

    split, uids = in_two(
        [whole, other],
        "a",
        ("<p>Eins.</p>", "<p>Zwei.</p>"),
        ("Erste", "Zweite"),
        keeps_uid=keeps_uid,
        rules_to=rules_to,
    )

    assert ids(split) == [*uids, "b"]
    assert (uids[0] == "a") is keeps_uid
    assert uids[1] != "a"
    assert [len(one["value"]["rules"]) for one in split[:2]] == (
        [1, 0] if rules_to == FIRST else [0, 1]
    )
    assert f'uid="{uids[0]}"' in split[2]["value"]["text"]
    assert split[0]["value"]["plain"] == "Einfach."


@pytest.mark.parametrize(("kept", "expected"), [(FIRST, "c"), (SECOND, "a"), (NEITHER, None)])
def test_two_in_one_stand_where_the_earlier_stood(kept: str, expected: str | None) -> None:
    stored = [clause("a", rules=[{"id": "1"}]), clause("b"), clause("c", rules=[{"id": "2"}])]

    joined, uid = in_one(stored, ("c", "a"), "Zusammen", kept)

    assert ids(joined) == [uid, "b"]
    assert uid == expected or (expected is None and uid not in {"a", "c"})
    assert joined[0]["value"]["text"] == "<p>a</p><p>c</p>"
    assert [rule["id"] for rule in joined[0]["value"]["rules"]] == ["1", "2"]
