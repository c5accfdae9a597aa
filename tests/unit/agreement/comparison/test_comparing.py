"""What a comparison says of clauses, sections, fields, rules and partners."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from agreement.comparison.applying import apply_to, undo
from agreement.comparison.changes import ClauseChange, Weight
from agreement.comparison.comparing import compare
from agreement.comparison.pieces import Fate, new_words
from agreement.responsibility.facts import Ages
from agreement.responsibility.rules import Condition
from agreement.snapshot import (
    ClauseSnapshot,
    FieldSnapshot,
    LineageSnapshot,
    SectionSnapshot,
    Snapshot,
)
from tests.factories import versions


def clause(uid: str, text: str = "Wir beraten.", **fields: Any) -> ClauseSnapshot:
    return versions.clause(versions.paragraph(text), uid=uid, **fields)


def section(slug: str, *clauses: ClauseSnapshot, **fields: Any) -> SectionSnapshot:
    return versions.section(*clauses, slug=slug, **fields)


PARTIES = (versions.party("Beispielverband"), versions.party("Beispielverein"))


def text(*sections: SectionSnapshot, **fields: Any) -> Snapshot:
    return versions.snapshot(*sections, **{"parties": PARTIES, **fields})


def of(old: Snapshot, new: Snapshot, uid: str) -> ClauseChange:
    found = compare(old, new).clause(uid)
    assert found is not None
    return found


def test_only_the_clause_that_moved_has_moved_not_all_below_it() -> None:
    a, b, c, d = (clause(uid) for uid in "abcd")
    old, new = text(section("eins", a, b, c, d)), text(section("eins", d, a, b, c))
    assert [c.uid for c in compare(old, new).touched[0][0].clauses if c.is_moved] == ["d"]
    inserted = compare(text(section("eins", a, b)), text(section("eins", clause("x"), a, b)))
    assert not any(c.is_moved for _section, c in inserted.clauses())


def test_a_clause_in_another_section_is_moved_and_leaves_a_trace_where_it_stood() -> None:
    a, b = clause("a"), clause("b")
    old = text(section("eins", a, b), section("zwei"))
    new = text(section("eins", b), section("zwei", replace(a, number="§ 2 Abs. 1")))
    comparison = compare(old, new)
    moved = comparison.clause("a")
    assert moved is not None
    assert (moved.fate, moved.is_moved, moved.is_renumbered) == (Fate.SAME, True, True)
    assert moved.old_place is not None
    assert (moved.old_place.slug, moved.place.slug) == ("eins", "zwei")
    one, two = comparison.sections
    assert [(e.clause.uid, e.is_departure) for e in one.entries] == [("a", True), ("b", False)]
    assert [c.uid for c in two.clauses] == ["a"]
    assert (comparison.summary.moved, comparison.summary.gone, comparison.summary.new) == (1, 0, 0)


def test_a_section_in_another_place_moves_as_a_whole() -> None:
    one, two = section("eins", clause("a")), section("zwei", clause("b"))
    comparison = compare(text(one, two), text(two, one))
    assert sum(s.is_moved for s in comparison.sections) == 1
    assert comparison.summary.moved == 0
    assert not comparison.is_nothing


def test_what_is_gone_stands_where_it_stood() -> None:
    a, b, c = (clause(uid) for uid in "abc")
    comparison = compare(text(section("eins", a, b, c)), text(section("eins", a, c)))
    assert [c.uid for c in comparison.sections[0].clauses] == ["a", "b", "c"]
    gone = compare(text(section("eins", a), section("zwei", b)), text(section("eins", a)))
    assert [(s.slug, s.fate) for s in gone.sections] == [("eins", Fate.SAME), ("zwei", Fate.GONE)]
    assert [c.fate for c in gone.sections[1].clauses] == [Fate.GONE]


def test_a_new_number_alone_is_no_change_of_the_clause() -> None:
    a = clause("a")
    change = of(text(section("eins", a)), text(section("eins", replace(a, number="§ 9"))), "a")
    assert (change.fate, change.is_renumbered, change.weight) == (Fate.SAME, True, None)


def test_rules_are_compared_one_by_one_in_whatever_order() -> None:
    a = clause("a")
    first, second = versions.rule("a"), versions.rule("a")
    older = replace(first, when=Condition(ages=Ages(12, 27)))
    both, turned = (replace(a, rules=rules) for rules in ((first, second), (second, first)))
    assert of(text(section("eins", both)), text(section("eins", turned)), "a").fate is Fate.SAME
    changed = of(
        text(section("eins", both)), text(section("eins", replace(a, rules=(older,)))), "a"
    )
    assert {(rule.fate, (rule.old or first).id) for rule in changed.changed_rules} == {
        (Fate.CHANGED, first.id),
        (Fate.GONE, second.id),
    }
    assert not changed.has_other_text
    assert changed.services == {"jmd"}


def test_a_change_is_editorial_if_every_version_on_the_way_says_so() -> None:
    steps = [
        text(section("eins", clause("a", said, change=mark, change_reason=reason)))
        for said, mark, reason in (
            ("Eins.", "substantial", ""),
            ("Zwei.", "substantial", "Beschluss"),
            ("Drei.", "editorial", "Schreibweise"),
            ("Vier.", "editorial", "Komma"),
        )
    ]
    last = compare(steps[2], steps[3]).clause("a")
    assert last is not None
    assert (last.weight, last.reason) == (Weight.EDITORIAL, "Komma")
    whole = compare(steps[0], steps[3], steps[1:3]).clause("a")
    assert whole is not None
    assert (whole.weight, whole.reason) == (Weight.SUBSTANTIAL, "Beschluss\nSchreibweise\nKomma")
    assert compare(steps[1], steps[3], steps[2:3]).summary.editorial == 1


def test_other_rules_and_another_binding_are_never_editorial() -> None:
    a = clause("a", change="editorial")
    ruled, loose = replace(a, rules=(versions.rule("a"),)), replace(a, is_binding=False)
    for other in (ruled, loose):
        change = of(text(section("eins", a)), text(section("eins", other)), "a")
        assert change.weight is Weight.SUBSTANTIAL
    assert change.has_other_binding


def test_lineage_tells_what_became_of_a_clause_and_whom_another_follows() -> None:
    lineage = LineageSnapshot("a", "split", ("b", "c"), "Übersichtlicher")
    old = text(section("eins", clause("a")))
    new = text(section("eins", clause("b"), clause("c")), lineage=(lineage,))
    assert of(old, new, "a").lineage == lineage
    assert of(old, new, "c").predecessors == ("a",)


def test_providers_are_compared_row_by_row() -> None:
    def providers(*rows: Mapping[str, object]) -> Snapshot:
        fields = (
            FieldSnapshot("service", "Dienst", "jmd"),
            FieldSnapshot("providers", "Träger", list(rows)),
        )
        return text(section("eins", fields=fields))

    one = {"organisation": "1", "municipalities": ["a"]}
    wider = {"organisation": "1", "municipalities": ["a", "b"]}
    two, three = ({"organisation": o, "municipalities": []} for o in "23")
    comparison = compare(providers(one, two), providers(wider, three))
    (field,) = comparison.sections[0].changed_fields
    assert [(row.fate, row.old, row.new) for row in field.rows] == [
        (Fate.CHANGED, one, wider),
        (Fate.GONE, two, None),
        (Fate.NEW, None, three),
    ]
    assert comparison.summary.services == {"jmd"}
    (turned,) = compare(providers(one, two), providers(two, one)).sections[0].changed_fields
    assert {row.fate for row in turned.rows} == {Fate.SAME}


def test_titles_summaries_and_fields_make_a_section_another() -> None:
    old = section("eins", title="Ziele", fields=(FieldSnapshot("access", "Zugang", "offen"),))
    for new in (
        replace(old, title="Ziel"),
        replace(old, summary="Kurz."),
        replace(old, fields=(FieldSnapshot("access", "Zugang", "nach Anmeldung"),)),
        replace(old, fields=()),
    ):
        comparison = compare(text(old), text(new))
        (change,) = comparison.changed_sections
        assert change.fate is Fate.CHANGED
        assert new_words(change.title) == new.title
    assert [field.fate for field in change.fields] == [Fate.GONE]


def test_partners_that_join_leave_or_are_others_are_told() -> None:
    one, two = PARTIES
    third, other = versions.party("Beispielamt"), replace(two, signatory="Leitung")
    new = text(section("eins"), parties=(other, third))
    changes = compare(text(section("eins"), parties=(one, two)), new).changed_parties
    assert {(c.fate, c.party.name) for c in changes} == {
        (Fate.GONE, "Beispielverband"),
        (Fate.CHANGED, "Beispielverein"),
        (Fate.NEW, "Beispielamt"),
    }


def test_drafts_with_the_same_clause_twice_are_compared_all_the_same() -> None:
    a = clause("a")
    old, new = text(section("eins", a, a)), text(section("eins", a), section("zwei", a, a))
    comparison = compare(old, new)
    assert apply_to(old, comparison) == new
    assert undo(new, comparison) == old


def test_a_patch_is_for_its_own_text_only() -> None:
    one, other = text(section("eins", clause("a"))), text(section("zwei"))
    comparison = compare(one, other)
    for act, wrong in ((apply_to, other), (undo, one)):
        with pytest.raises(ValueError, match="another text"):
            act(wrong, comparison)
