"""Random agreements over a small world, in which every cell can be visited one by one."""

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from agreement.responsibility.facts import Ages, Case, Dimension
from agreement.responsibility.rules import Condition, Mode, Rule

TODAY = date(2026, 3, 1)
UNIVERSE = {
    Dimension.STATUS: ["duldung", "eu", "gestattung"],
    Dimension.ACCOMMODATION: ["au", "vu"],
    Dimension.ARRIVAL: ["eu", "flucht"],
    Dimension.MUNICIPALITY: ["bretten", "forst"],
    Dimension.TOPIC: ["arbeit"],
    Dimension.PERIOD: ["laeuft", "vorbei"],
}
CLAUSES = ["k0", "k1", "k2", "k3", "k4"]
DAYS = [None, date(2025, 12, 31), TODAY, date(2026, 3, 2)]


@st.composite
def age_ranges(draw: st.DrawFn) -> Ages:
    """Ages around twelve, where children and parents meet."""
    low, high = sorted(draw(st.tuples(st.integers(9, 15), st.integers(9, 15))))
    return Ages(low, high)


def codes(dimension: Dimension) -> st.SearchStrategy[frozenset[str]]:
    """Often any; the code "anderswo" is one that no case can state."""
    some = st.frozensets(st.sampled_from([*UNIVERSE[dimension], "anderswo"]), max_size=2)
    return st.one_of(st.just(frozenset()), some)


CONDITIONS = st.builds(
    Condition,
    ages=st.none() | age_ranges(),
    statuses=codes(Dimension.STATUS),
    accommodations=codes(Dimension.ACCOMMODATION),
    arrivals=codes(Dimension.ARRIVAL),
    municipalities=codes(Dimension.MUNICIPALITY),
    topics=codes(Dimension.TOPIC),
    periods=codes(Dimension.PERIOD),
)


@st.composite
def rule_lists(draw: st.DrawFn) -> Sequence[Rule]:
    """Up to seven rules; a clause overrides only later ones, so there is no circle."""
    rules = []
    for number in range(draw(st.integers(0, 7))):
        place = draw(st.integers(0, len(CLAUSES) - 1))
        mode = draw(st.sampled_from([Mode.LEADS, Mode.LEADS, *Mode]))
        first, last = sorted(
            draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))),
            key=lambda day: day or date.min,
        )
        later = st.sampled_from([*CLAUSES[place + 1 :], "ohne-regel"])
        rule = Rule(
            id=f"r{number}",
            clause=CLAUSES[place],
            mode=mode,
            service=None if mode is Mode.PARENTS else draw(st.sampled_from(["im", "jmd", "mbe"])),
            when=draw(CONDITIONS),
            valid_from=first,
            valid_until=last if draw(st.booleans()) else None,
            overrides=draw(st.frozensets(later, max_size=2)),
        )
        rules.append(rule)
    return rules


@st.composite
def narrow_ages(draw: st.DrawFn) -> Ages:
    low = draw(st.integers(9, 15))
    return Ages(low, low + draw(st.sampled_from([0, 0, 1, 3])))


def stated(dimension: Dimension) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(UNIVERSE[dimension])


CASES = st.builds(
    Case,
    ages=narrow_ages(),
    parent_ages=narrow_ages(),
    status=stated(Dimension.STATUS),
    accommodation=stated(Dimension.ACCOMMODATION),
    arrival=stated(Dimension.ARRIVAL),
    municipality=stated(Dimension.MUNICIPALITY),
    topic=stated(Dimension.TOPIC),
    period=stated(Dimension.PERIOD),
)
