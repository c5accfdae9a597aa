"""What another agreement changes, in groups of cases."""

from dataclasses import replace
from datetime import date

import pytest

from agreement.responsibility.facts import Ages, Dimension
from agreement.responsibility.impact import Change, impact, in_municipality
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import ANY_CASE, Condition, Mode, Rule

TODAY = date(2026, 3, 1)
UNIVERSE = {
    Dimension.STATUS: ["duldung", "eu"],
    Dimension.ACCOMMODATION: ["au"],
    Dimension.ARRIVAL: ["flucht", "eu"],
    Dimension.MUNICIPALITY: ["bretten", "forst"],
    Dimension.TOPIC: ["arbeit"],
    Dimension.PERIOD: ["laeuft"],
}
YOUNG = Rule("jung", "§ 1", Mode.LEADS, "jmd", Condition(ages=Ages(12, 26)))
ADULT = Rule("alt", "§ 2", Mode.LEADS, "mbe", Condition(ages=Ages(27, 120)))
CHILDREN = Rule("kind", "§ 3", Mode.PARENTS, when=Condition(ages=Ages(0, 11)))
OLD = [YOUNG, ADULT, CHILDREN]


def book(*rules: Rule) -> RuleBook:
    return RuleBook(rules, TODAY, UNIVERSE)


def changes(*new: Rule) -> tuple[Change, ...]:
    return impact(book(*OLD), book(*new))


def test_the_same_rules_under_other_names_change_nothing() -> None:
    renamed = [replace(rule, id=f"neu-{rule.id}", clause=f"neu {rule.clause}") for rule in OLD]
    assert changes(*renamed) == ()


def test_another_border_of_ages_changes_the_ages_between() -> None:
    until_24 = replace(YOUNG, when=Condition(ages=Ages(12, 24)))
    from_25 = replace(ADULT, when=Condition(ages=Ages(25, 120)))
    children, young = changes(until_24, from_25, CHILDREN)
    assert young.when == Condition(ages=Ages(25, 26))
    assert young.parents is None
    assert (young.losing, young.gaining) == (("jmd",), ("mbe",))
    assert [one.clauses for one in young.before.leads] == [("§ 1",)]
    assert [one.clauses for one in young.after.leads] == [("§ 2",)]
    # By two statuses, two arrivals and two places.
    assert young.cells == 2 * 8
    assert (children.when, children.parents) == (Condition(ages=Ages(0, 11)), Ages(25, 26))
    assert children.cells == 12 * 8


def test_a_rule_that_is_gone_leaves_a_gap() -> None:
    (gone,) = [one for one in changes(YOUNG, CHILDREN) if one.parents is None]
    assert gone.when == Condition(ages=Ages(27, 120))
    assert gone.after.leads == ()
    assert (gone.losing, gone.gaining) == (("mbe",), ())


def test_who_only_supports_changes_nothing() -> None:
    assert changes(*OLD, Rule("hilft", "§ 4", Mode.SUPPORTS, "im")) == ()


def test_changes_are_chosen_by_place_and_by_service() -> None:
    own = Rule(
        "eigen",
        "§ 5",
        Mode.LEADS,
        "im",
        Condition(ages=Ages(27, 120), municipalities=frozenset({"forst"})),
        overrides=frozenset({"§ 2"}),
    )
    found = changes(*OLD, own)
    assert in_municipality(found, "forst") == found
    assert in_municipality(found, "bretten") == ()
    everywhere = changes()
    assert in_municipality(everywhere, "bretten") == everywhere


def test_books_of_different_worlds_cannot_be_compared() -> None:
    other = RuleBook(OLD, TODAY, {**UNIVERSE, Dimension.TOPIC: ["arbeit", "schule"]})
    with pytest.raises(ValueError, match="closed sets of topic differ"):
        impact(book(*OLD), other)


def test_an_empty_agreement_is_compared_too() -> None:
    everything = impact(book(), book(Rule("alle", "§ 1", Mode.LEADS, "mbe")))
    assert [one.when for one in everything] == [ANY_CASE]
    assert impact(book(), book()) == ()
