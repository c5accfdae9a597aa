"""A version as bytes: the same text always gives the same bytes, and they say all of it."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from unicodedata import normalize

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from agreement.responsibility.facts import Ages
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.sealing_problems import ProblemCode, sealing_problems
from agreement.snapshot import (
    ClauseSnapshot,
    FieldSnapshot,
    PartySnapshot,
    SectionSnapshot,
    Snapshot,
    canonical_bytes,
    from_data,
    rule_from_data,
    rule_to_data,
    to_bytes,
)
from agreement.text.runs import BlockKind, Run, TextBlock

FIRST = "11111111-1111-4111-8111-111111111111"
SECOND = "22222222-2222-4222-8222-222222222222"


def clause(uid: str = FIRST, text: str = "Der JMD berät.", **changes: Any) -> ClauseSnapshot:
    made = ClauseSnapshot(
        uid=uid,
        number="§ 1 Abs. 1",
        heading="Zielgruppe",
        is_binding=True,
        text=(TextBlock(BlockKind.PARAGRAPH, (Run(text),)),),
        plain="",
        change="substantial",
        change_reason="",
        rules=(),
    )
    return replace(made, **changes)


def snapshot(*clauses: ClauseSnapshot) -> Snapshot:
    section = SectionSnapshot(
        slug="zielgruppen",
        kind="general",
        number="§ 1",
        title="Zielgruppen",
        summary="",
        fields=(FieldSnapshot("purpose", "Zweck", "aims"),),
        clauses=clauses,
    )
    parties = (PartySnapshot("a", "Caritas", "", ""), PartySnapshot("b", "Diakonie", "", ""))
    return Snapshot("uuid", "Vereinbarung", "", 1, "", False, parties, (section,))


ages = st.tuples(st.integers(0, 120), st.integers(0, 120)).map(lambda a: Ages(min(a), max(a)))
# Codes are slugs; whatever else one might put there, it is sealed in NFC like every text.
code = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).map(partial(normalize, "NFC"))
codes = st.frozensets(code, max_size=4)
rules = st.builds(
    Rule,
    id=st.uuids().map(str),
    clause=st.just(FIRST),
    mode=st.sampled_from([Mode.LEADS, Mode.SUPPORTS, Mode.REFERS, Mode.NOT]),
    service=st.sampled_from(["mbe", "jmd", "im"]),
    when=st.builds(Condition, ages=st.none() | ages, statuses=codes, topics=codes),
    valid_from=st.none() | st.dates(max_value=date(2024, 12, 31)),
    valid_until=st.none() | st.dates(min_value=date(2025, 1, 1)),
    overrides=st.frozensets(st.uuids().map(str), max_size=3),
)


@given(rules)
def test_a_rule_survives_sealing(rule: Rule) -> None:
    assert rule_from_data(json.loads(rfc8785.dumps(rule_to_data(rule))), FIRST) == rule


@given(st.lists(rules, max_size=3))
def test_bytes_say_everything_and_encode_to_themselves_again(some: list[Rule]) -> None:
    made = snapshot(clause(rules=tuple(some)), clause(SECOND, "Das IM unterstützt."))
    sealed = to_bytes(made)
    assert from_data(json.loads(sealed)) == made
    assert rfc8785.dumps(json.loads(sealed)) == sealed


def test_another_word_gives_another_hash() -> None:
    one, other = to_bytes(snapshot(clause())), to_bytes(snapshot(clause(text="Die MBE berät.")))
    assert hashlib.sha256(one).hexdigest() != hashlib.sha256(other).hexdigest()


def test_letters_composed_in_two_ways_give_the_same_bytes() -> None:
    assert canonical_bytes({"a": "u\u0308"}) == canonical_bytes({"a": "ü"})


@pytest.mark.parametrize("value", [1.5, None, b"x", {1}])
def test_what_a_snapshot_never_holds_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_bytes({"value": value})


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format"):
        from_data({"format": "something/else"})


def _codes(made: Snapshot) -> set[ProblemCode]:
    return {problem.code for problem in sealing_problems(made)}


def test_a_sound_text_has_no_problems() -> None:
    assert sealing_problems(snapshot(clause(), clause(SECOND))) == []


def test_every_reason_against_sealing_is_named_at_once() -> None:
    link = TextBlock(BlockKind.PARAGRAPH, (Run("siehe", clause=SECOND),))
    lonely = replace(snapshot(clause(text=" "), clause("kaputt")), parties=())
    assert _codes(lonely) == {
        ProblemCode.TOO_FEW_PARTIES,
        ProblemCode.EMPTY_CLAUSE,
        ProblemCode.MALFORMED_UID,
    }
    assert _codes(snapshot(replace(clause(), text=(link,)))) == {ProblemCode.BROKEN_LINK}


def test_a_doubled_uid_is_found_at_both_places() -> None:
    problems = sealing_problems(snapshot(clause(), clause(number="§ 1 Abs. 2")))
    assert [(p.code, p.clause_number) for p in problems] == [
        (ProblemCode.DOUBLED_UID, "§ 1 Abs. 1"),
        (ProblemCode.DOUBLED_UID, "§ 1 Abs. 2"),
    ]


def test_an_invisible_character_is_found() -> None:
    assert _codes(snapshot(clause(text="Be\u200bratung"))) == {ProblemCode.INVISIBLE_CHARACTER}


def test_clauses_that_override_each_other_in_a_circle_are_found() -> None:
    one = Rule("r1", FIRST, Mode.LEADS, "jmd", overrides=frozenset({SECOND}))
    two = Rule("r2", SECOND, Mode.LEADS, "mbe", overrides=frozenset({FIRST}))
    made = snapshot(clause(rules=(one,)), clause(SECOND, rules=(two,)))
    assert _codes(made) == {ProblemCode.BROKEN_RULE}


def test_a_text_without_sections_or_clauses_is_found() -> None:
    assert _codes(snapshot()) == {ProblemCode.NO_CLAUSES}
    assert _codes(replace(snapshot(), sections=())) == {ProblemCode.NO_SECTIONS}
