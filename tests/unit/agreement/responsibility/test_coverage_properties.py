"""Coverage and impact on random agreements, against reading every cell one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.responsibility.coverage import coverage
from agreement.responsibility.facts import Ages, Case, Dimension
from agreement.responsibility.findings import Acceptance, Finding, FindingKind, kind_of
from agreement.responsibility.impact import impact
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import Rule
from tests.unit.agreement.responsibility.cells import (
    accepting,
    cells,
    count,
    holds,
    leading,
    parents_decide,
    valid,
)
from tests.unit.agreement.responsibility.oracle import counting_in, tell
from tests.unit.agreement.responsibility.strategies import (
    CONDITIONS,
    TODAY,
    UNIVERSE,
    rule_lists,
)

steady = settings(deadline=None, max_examples=40)

ARRIVALS = st.sampled_from([{}, {"duldung": "flucht", "eu": "eu"}, {"eu": "nirgends"}])


@st.composite
def acceptances(draw: st.DrawFn) -> Acceptance:
    services = draw(st.sampled_from([(), (), ("im", "jmd"), ("jmd", "mbe")]))
    parents = draw(st.sampled_from([None, None, Ages(12, 14), Ages(14, 120)]))
    kind = draw(st.sampled_from([kind_of(services), kind_of(services), *FindingKind]))
    return Acceptance(kind, draw(CONDITIONS), parents, services)


ACCEPTED = st.lists(acceptances(), max_size=3)


def book_of(rules: Sequence[Rule], arrivals: Mapping[str, str]) -> RuleBook:
    return RuleBook(rules, TODAY, UNIVERSE, arrivals)


@steady
@given(rules=rule_lists(), accepted=ACCEPTED, arrivals=ARRIVALS)
def test_findings_are_exactly_the_cells_that_reading_each_one_finds(
    rules: Sequence[Rule], accepted: list[Acceptance], arrivals: Mapping[str, str]
) -> None:
    found = coverage(book_of(rules, arrivals), accepted)
    used = set()
    for cell in cells({} if "nirgends" in arrivals.values() else arrivals):
        services = leading(valid(rules), cell)
        by = accepting(accepted, valid(rules), cell) if len(services) != 1 else []
        used.update(by)
        told = [one for one in (*found.open, *found.accepted) if _lies_in(one, cell)]
        if len(services) == 1:
            assert told == []
            continue
        (finding,) = told
        assert finding.services == services
        assert finding.kind is kind_of(services)
        assert finding.acceptance == (by[0] if by else None)
        assert (finding in found.accepted) == bool(by)
        assert finding.parents is None or parents_decide(valid(rules), cell)
    assert [one for one in found.unused if one in used] == []
    assert all(one in used or one in found.unused for one in accepted)


def _lies_in(finding: Finding, cell: Mapping[Dimension, str | int]) -> bool:
    return holds(finding.when, finding.parents, cell)


@steady
@given(rules=rule_lists(), arrivals=ARRIVALS)
def test_a_finding_holds_the_reasons_of_all_its_cells(
    rules: Sequence[Rule], arrivals: Mapping[str, str]
) -> None:
    found = coverage(book_of(rules, arrivals))
    expected: dict[int, set[str]] = {}
    for cell in cells({} if "nirgends" in arrivals.values() else arrivals):
        for number, one in enumerate(found.open):
            if _lies_in(one, cell):
                expected.setdefault(number, set()).update(tell(valid(rules), cell).counting)
    for number, one in enumerate(found.open):
        assert counting_in(one.answer) == expected[number]
        assert one.answer.verdict.value == one.kind.value


@settings(deadline=None, max_examples=15)
@given(rules=rule_lists(), arrivals=ARRIVALS)
def test_a_finding_counts_its_cells(rules: Sequence[Rule], arrivals: Mapping[str, str]) -> None:
    possible = {} if "nirgends" in arrivals.values() else arrivals
    for one in coverage(book_of(rules, arrivals)).open[:4]:
        assert one.cells == count(one.when, possible)


@steady
@given(rules=rule_lists(), accepted=ACCEPTED, data=st.data())
def test_the_order_of_the_rules_changes_no_finding(
    rules: Sequence[Rule], accepted: list[Acceptance], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(rules))
    one, other = (coverage(book_of(each, {}), accepted) for each in (rules, shuffled))
    assert [astuple(each) for each in one.open] == [astuple(each) for each in other.open]
    assert [astuple(each) for each in one.accepted] == [astuple(each) for each in other.accepted]


@steady
@given(rules=rule_lists(), arrivals=ARRIVALS)
def test_what_was_found_can_be_accepted_as_it_was_found(
    rules: Sequence[Rule], arrivals: Mapping[str, str]
) -> None:
    book = book_of(rules, arrivals)
    first = coverage(book)
    accepted = [Acceptance(one.kind, one.when, one.parents, one.services) for one in first.open]
    again = coverage(book, accepted)
    assert again.open == ()
    assert again.unused == ()
    assert sum(one.cells for one in again.accepted) == sum(one.cells for one in first.open)


@steady
@given(rules=rule_lists(), accepted=ACCEPTED, arrivals=ARRIVALS, data=st.data())
def test_the_matrix_shows_what_routing_answers(
    rules: Sequence[Rule],
    accepted: list[Acceptance],
    arrivals: Mapping[str, str],
    data: st.DataObject,
) -> None:
    book = book_of(rules, arrivals)
    given_facts = {
        one.value: data.draw(st.none() | st.sampled_from(UNIVERSE[one]))
        for one in (Dimension.TOPIC, Dimension.MUNICIPALITY, Dimension.ARRIVAL, Dimension.PERIOD)
    }
    found = coverage(book, accepted)
    matrix = found.matrix(**given_facts)
    assert set(matrix.columns) == {(a, s) for a in ("vu", "au") for s in UNIVERSE[Dimension.STATUS]}
    names = {"gap": "none", "settled": "one", "overlap": "several"}
    for ages in matrix.ages:
        for accommodation, status in matrix.columns:
            cell = matrix.cell(ages, accommodation, status)
            case = Case(
                ages=ages,
                accommodation=accommodation,
                status=status,
                topic=given_facts["topic"],
                municipality=given_facts["municipality"],
                arrival=given_facts["arrival"],
                period=given_facts["period"],
            )
            implied = book.completed(replace(case, arrival=None)).arrival
            if implied and given_facts["arrival"] not in (None, implied):
                assert cell.states == frozenset()
                assert cell.answers == ()
                continue
            possible = book.route(case).possible
            assert set(cell.answers) == set(possible)
            assert len(cell.answers) == len(possible)
            assert cell.states == {names[one.verdict.value] for one in possible}
            assert not (cell.accepted and cell.states == {"one"})


@steady
@given(old=rule_lists(), new=rule_lists(), arrivals=ARRIVALS)
def test_impact_is_every_cell_with_other_services_and_no_cell_twice(
    old: Sequence[Rule], new: Sequence[Rule], arrivals: Mapping[str, str]
) -> None:
    changes = impact(book_of(old, arrivals), book_of(new, arrivals))
    for cell in cells({} if "nirgends" in arrivals.values() else arrivals):
        before, after = leading(valid(old), cell), leading(valid(new), cell)
        told = [one for one in changes if holds(one.when, one.parents, cell)]
        if before == after:
            assert told == []
            continue
        (change,) = told
        assert tuple(one.service for one in change.before.leads) == before
        assert tuple(one.service for one in change.after.leads) == after
        assert set(change.losing) == set(before) - set(after)
        assert set(change.gaining) == set(after) - set(before)


@steady
@given(old=rule_lists(), new=rule_lists())
def test_impact_reads_the_same_backwards(old: Sequence[Rule], new: Sequence[Rule]) -> None:
    one, other = book_of(old, {}), book_of(new, {})
    there = {(each.when, each.parents): (each.before, each.after) for each in impact(one, other)}
    back = {(each.when, each.parents): (each.after, each.before) for each in impact(other, one)}
    assert there == back
    assert impact(one, one) == ()
