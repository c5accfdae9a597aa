"""What of a comparison touches an organisation, and what does not."""

from dataclasses import replace
from typing import Any

from agreement.acknowledgement.what import Organisation, Why, touched
from agreement.comparison.comparing import compare
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.snapshot import (
    ClauseSnapshot,
    FieldSnapshot,
    PartySnapshot,
    SectionSnapshot,
    Snapshot,
)
from agreement.text.runs import BlockKind, Run, TextBlock

ORG, STRANGER = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
BRETTEN, FORST = "08215007", "08215021"
SERVICE = FieldSnapshot("service", "Dienst", "mbe")
WE = Organisation(
    uuid=ORG,
    names=frozenset({"Beispielwerk Beratung e. V."}),
    services=frozenset({"mbe"}),
    places=frozenset({BRETTEN}),
)


def words(text: str) -> tuple[TextBlock, ...]:
    return (TextBlock(BlockKind.PARAGRAPH, (Run(text),)),)


def clause(uid: str, text: str = "Wortlaut (Beispiel).", **facts: Any) -> ClauseSnapshot:
    known = {
        "number": "§ 1 Abs. 1",
        "heading": "Ziele",
        "is_binding": True,
        "plain": "",
        "change": "substantial",
        "change_reason": "",
        "rules": (),
    }
    return ClauseSnapshot(uid=uid, text=words(text), **{**known, **facts})


def section(*clauses: ClauseSnapshot, slug: str, fields: Any = ()) -> SectionSnapshot:
    return SectionSnapshot(slug, "general", "§ 1", slug.title(), "", tuple(fields), clauses)


def text(*sections: SectionSnapshot, parties: Any = ()) -> Snapshot:
    return Snapshot("a", "Vereinbarung", "", 1, "", False, tuple(parties), sections)


def rule(*places: str, low: str = "r1") -> Rule:
    when = Condition(municipalities=frozenset(places))
    return Rule(id=low, clause="k1", mode=Mode.LEADS, service="mbe", when=when)


def uids(old: Snapshot, new: Snapshot, of: Organisation = WE) -> list[str]:
    found = touched(compare(old, new), of)
    return [one.change.uid for section in found.sections for one in section.clauses]


def own(*clauses: ClauseSnapshot, fields: Any = ()) -> SectionSnapshot:
    return section(*clauses, slug="mbe", fields=(SERVICE, *fields))


def test_clauses_of_the_own_service_touch_and_others_are_counted() -> None:
    old = text(own(clause("k1")), section(clause("k2"), slug="datenschutz"))
    new = text(own(clause("k1", "Anders.")), section(clause("k2", "Anders."), slug="datenschutz"))
    found = touched(compare(old, new), WE)
    assert uids(old, new) == ["k1"]
    assert found.sections[0].clauses[0].why == {Why.SERVICE}
    assert found.elsewhere == 1
    assert found.needs_confirmation


def test_a_clause_that_names_the_organisation_touches_it_wherever_it_stands() -> None:
    old = text(section(clause("k1"), slug="gremien"))
    new = text(section(clause("k1", "Das Beispielwerk Beratung e.V., lädt ein."), slug="gremien"))
    assert uids(old, new) == ["k1"]
    assert uids(new, old) == ["k1"]


def test_a_name_within_another_word_is_no_name() -> None:
    we = replace(WE, names=frozenset({"Werk"}))
    old = text(section(clause("k1"), slug="gremien"))
    new = text(section(clause("k1", "Das Werkstattgespräch entfällt."), slug="gremien"))
    assert uids(old, new, we) == []


def test_rules_for_other_places_alone_do_not_touch() -> None:
    old = text(own(clause("k1", rules=(rule(FORST),)), clause("k2", rules=(rule(BRETTEN),))))
    new = text(
        own(
            clause("k1", "Anders.", rules=(rule(FORST),)),
            clause("k2", "Anders.", rules=(rule(BRETTEN),)),
        )
    )
    assert uids(old, new) == ["k2"]


def test_a_new_number_alone_does_not_touch() -> None:
    old, new = text(own(clause("k1"))), text(own(clause("k1", number="§ 9 Abs. 1")))
    assert touched(compare(old, new), WE).is_nothing


def test_editorial_changes_are_listed_and_need_no_confirmation() -> None:
    old = text(own(clause("k1")))
    new = text(own(clause("k1", "Wortlaut (Beispiel)", change="editorial")))
    found = touched(compare(old, new), WE)
    assert (found.is_nothing, found.needs_confirmation, found.count) == (False, False, 1)


def provider(organisation: str, *places: str) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "name": "Beispiel",
        "municipalities": list(places),
        "valid_from": "",
        "valid_until": "",
    }


def test_of_the_table_of_providers_the_own_rows_touch_in_any_section() -> None:
    def with_rows(*rows: Any) -> Snapshot:
        fields = (
            FieldSnapshot("service", "Dienst", "jmd"),
            FieldSnapshot("providers", "T", list(rows)),
        )
        return text(section(slug="jmd", fields=fields))

    old = with_rows(provider(STRANGER, BRETTEN))
    assert touched(compare(old, with_rows(provider(STRANGER, FORST))), WE).is_nothing
    new = with_rows(provider(STRANGER, BRETTEN), provider(ORG, FORST))
    (found,) = touched(compare(old, new), WE).sections
    ((row,),) = (field.rows for field in found.fields)
    assert row.new["organisation"] == ORG


def test_other_fields_touch_where_the_section_is_about_the_own_service() -> None:
    tasks = (
        FieldSnapshot("tasks", "Aufgaben", ["Beraten"]),
        FieldSnapshot("tasks", "Aufgaben", ["X"]),
    )
    old, new = (text(own(fields=(one,))) for one in tasks)
    found = touched(compare(old, new), WE)
    assert [field.key for field in found.sections[0].fields] == ["tasks"]
    assert touched(compare(old, new), replace(WE, services=frozenset())).is_nothing


def test_joining_the_partners_touches_the_newcomer_alone() -> None:
    party = PartySnapshot(ORG, "Beispielwerk Beratung e. V.", "Träger", "Vorstand")
    comparison = compare(text(), text(parties=[party]))
    assert touched(comparison, WE).needs_confirmation
    assert touched(comparison, replace(WE, uuid=STRANGER)).is_nothing


def test_the_digest_is_another_for_other_texts_organisations_and_changes() -> None:
    old = text(own(clause("k1")), section(clause("k2"), slug="ende"))
    new = text(own(clause("k1", "Anders.")), section(clause("k2", "Anders."), slug="ende"))
    found = touched(compare(old, new), WE)
    more = touched(compare(old, new), replace(WE, names=frozenset({"Anders"})))
    stranger = touched(compare(old, new), replace(WE, uuid=STRANGER))
    digests = {
        found.digest("a", "b"),
        found.digest("a", "c"),
        more.digest("a", "b"),
        stranger.digest("a", "b"),
    }
    assert len(digests) == 4
    assert found.digest("a", "b") == touched(compare(old, new), WE).digest("a", "b")
