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
from agreement.sealing_problems import ProblemCode, lineage_problems, sealing_problems
from agreement.snapshot import (
    AcceptedSnapshot,
    ClauseSnapshot,
    FieldSnapshot,
    LineageSnapshot,
    PartySnapshot,
    SectionSnapshot,
    Snapshot,
    canonical_bytes,
    condition_from_data,
    condition_to_data,
    from_data,
    parents_from_data,
    rule_from_data,
    rule_to_data,
    to_bytes,
)
from agreement.text.runs import BlockKind, Run, TextBlock

FIRST = "11111111-1111-4111-8111-111111111111"
SECOND = "22222222-2222-4222-8222-222222222222"
BYTES_BEFORE = "fd2ed725eeef226e1e80d1f37fd74678aaab16c29feaa855e2e43628e4735b38"
"""The hash of a text sealed before there was anything to accept."""


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


conditions = st.builds(Condition, ages=st.none() | ages, statuses=codes, municipalities=codes)
acceptances = st.builds(
    AcceptedSnapshot,
    kind=st.sampled_from(["gap", "overlap"]),
    when=conditions,
    parents=st.none() | ages,
    services=st.sampled_from([(), ("jmd", "mbe")]),
    reason=code,
    accepted_on=st.dates(),
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


@given(st.lists(acceptances, max_size=3))
def test_what_is_accepted_survives_sealing(some: list[AcceptedSnapshot]) -> None:
    made = replace(snapshot(clause()), accepted=tuple(some))
    sealed = to_bytes(made)
    assert from_data(json.loads(sealed)) == made
    assert rfc8785.dumps(json.loads(sealed)) == sealed


@given(conditions, st.none() | ages)
def test_a_condition_with_the_parents_ages_survives_as_data(
    when: Condition, parents: Ages | None
) -> None:
    data = json.loads(rfc8785.dumps(condition_to_data(when, parents)))
    assert (condition_from_data(data), parents_from_data(data)) == (when, parents)


def test_a_text_that_accepts_nothing_keeps_the_bytes_it_had_before() -> None:
    sealed = to_bytes(snapshot(clause()))
    assert b"accepted" not in sealed
    assert hashlib.sha256(sealed).hexdigest() == BYTES_BEFORE


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


def sound(*clauses: ClauseSnapshot) -> Snapshot:
    """Return a snapshot whose parties say who signs for them."""
    made = snapshot(*clauses)
    return replace(made, parties=tuple(replace(one, signatory="Vorstand") for one in made.parties))


def test_a_sound_text_has_no_problems() -> None:
    assert sealing_problems(sound(clause(), clause(SECOND))) == []


def test_every_reason_against_sealing_is_named_at_once() -> None:
    link = TextBlock(BlockKind.PARAGRAPH, (Run("siehe", clause=SECOND),))
    lonely = replace(sound(clause(text=" "), clause("kaputt")), parties=())
    assert _codes(lonely) == {
        ProblemCode.TOO_FEW_PARTIES,
        ProblemCode.EMPTY_CLAUSE,
        ProblemCode.MALFORMED_UID,
    }
    assert _codes(sound(replace(clause(), text=(link,)))) == {ProblemCode.BROKEN_LINK}


def test_a_doubled_uid_is_found_at_both_places() -> None:
    problems = sealing_problems(sound(clause(), clause(number="§ 1 Abs. 2")))
    assert [(p.code, p.clause_number) for p in problems] == [
        (ProblemCode.DOUBLED_UID, "§ 1 Abs. 1"),
        (ProblemCode.DOUBLED_UID, "§ 1 Abs. 2"),
    ]


def test_an_invisible_character_is_found() -> None:
    assert _codes(sound(clause(text="Be\u200bratung"))) == {ProblemCode.INVISIBLE_CHARACTER}


def test_clauses_that_override_each_other_in_a_circle_are_found() -> None:
    one = Rule("r1", FIRST, Mode.LEADS, "jmd", overrides=frozenset({SECOND}))
    two = Rule("r2", SECOND, Mode.LEADS, "mbe", overrides=frozenset({FIRST}))
    made = sound(clause(rules=(one,)), clause(SECOND, rules=(two,)))
    assert _codes(made) == {ProblemCode.BROKEN_RULE}


def test_a_text_without_sections_or_clauses_is_found() -> None:
    assert _codes(sound()) == {ProblemCode.NO_CLAUSES}
    assert _codes(replace(sound(), sections=())) == {ProblemCode.NO_SECTIONS}


def test_parties_are_told_apart_and_each_names_who_signs() -> None:
    made = sound(clause())
    first, second = made.parties
    for parties, code in (
        ((first, replace(second, signatory=" ")), ProblemCode.PARTY_WITHOUT_FUNCTION),
        ((first, second, first), ProblemCode.DOUBLED_PARTY),
        ((first, second, replace(first, organisation="")), ProblemCode.PARTY_WITHOUT_ORGANISATION),
        ((first,), ProblemCode.TOO_FEW_PARTIES),
    ):
        assert _codes(replace(made, parties=parties)) == {code}


def test_a_text_signed_before_the_portal_needs_no_parties() -> None:
    assert sealing_problems(replace(sound(clause()), is_legacy=True, parties=())) == []


def test_a_clause_that_vanished_needs_a_lineage_that_leads_to_a_clause_there_is() -> None:
    before, after = sound(clause(), clause(SECOND)), sound(clause())

    def codes(*successors: str) -> list[ProblemCode]:
        told = LineageSnapshot(SECOND, "replaced", successors, "")
        return [p.code for p in lineage_problems(replace(after, lineage=(told,)), before)]

    (problem,) = lineage_problems(after, before)
    assert (problem.code, problem.clause) == (ProblemCode.CLAUSE_GONE, SECOND)
    assert codes() == []
    assert codes(FIRST) == []
    assert codes(FIRST, "33333333-3333-4333-8333-333333333333") == [ProblemCode.BROKEN_LINEAGE]
    assert lineage_problems(before, after) == []
    assert lineage_problems(after, None) == []
    assert lineage_problems(replace(after, is_legacy=True), before) == []
