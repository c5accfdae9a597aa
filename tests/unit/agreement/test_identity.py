"""The identity of clauses, without a database."""

import uuid

import pytest

from agreement.identity import (
    clause_uids,
    doubled,
    is_uid,
    linked_uids,
    new_uid,
    reminted,
)

A, B, OUTSIDE = (str(uuid.UUID(int=number)) for number in (1, 2, 3))


def _clause(uid: str, text: str = "", overrides: tuple[str, ...] = ()) -> dict[str, object]:
    rule = {"type": "item", "id": new_uid(), "value": {"overrides": list(overrides)}}
    return {"type": "clause", "id": uid, "value": {"text": text, "rules": [rule]}}


@pytest.mark.parametrize("text", ["", None, "1", A.upper().replace("0", "A"), A + " ", f"{{{A}}}"])
def test_only_the_one_written_form_is_a_uid(text: str | None) -> None:
    assert not is_uid(text)


def test_a_minted_uid_is_one_and_no_two_are_the_same() -> None:
    assert is_uid(new_uid())
    assert new_uid() != new_uid()


def test_doubled_uids_are_found() -> None:
    assert doubled([A, B, A]) == {A}


def test_links_are_found_whatever_the_order_of_their_attributes() -> None:
    html = (
        f'<p><a linktype="clause" uid="{A}">1</a> <a uid="{B}" linktype="clause">2</a> '
        f'<a href="/?uid={OUTSIDE}">3</a> <a linktype="page" uid="{OUTSIDE}">4</a></p>'
    )

    assert linked_uids(html) == [A, B]


def test_reminted_clauses_share_no_uid_with_the_original() -> None:
    original = [_clause(A), _clause(B)]

    copies = reminted(original)

    assert set(clause_uids(copies)).isdisjoint({A, B})
    assert clause_uids(original) == [A, B]


def test_links_and_precedence_follow_the_copied_clauses_and_no_others() -> None:
    text = f'<a uid="{A}" linktype="clause">x</a> <a linktype="clause" uid="{OUTSIDE}">y</a>'

    one, two = reminted([_clause(A), _clause(B, text, (A, OUTSIDE))])

    assert linked_uids(two["value"]["text"]) == [one["id"], OUTSIDE]
    assert two["value"]["rules"][0]["value"]["overrides"] == [one["id"], OUTSIDE]


def test_a_text_that_only_mentions_a_uid_is_not_touched() -> None:
    (copy,) = reminted([_clause(A, f"<p>Kennung {A}</p>")])

    assert copy["value"]["text"] == f"<p>Kennung {A}</p>"


def test_a_clause_without_an_id_gets_one() -> None:
    block = {"type": "clause", "value": {"text": "", "rules": []}}

    assert is_uid(reminted([block])[0]["id"])
