"""Ages and cases, and what is refused."""

import pytest

from agreement.responsibility.facts import ANY_AGE, Ages, Case, Dimension


def test_any_age_reaches_from_birth_to_120() -> None:
    assert Ages.any() == ANY_AGE == Ages(0, 120)
    assert Ages.any().years == 121


@pytest.mark.parametrize(("low", "high"), [(-1, 5), (0, 121), (130, 140)])
def test_ages_outside_0_to_120_are_refused(low: int, high: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 120"):
        Ages(low, high)


def test_ages_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="wrong way round: from 27 to 12"):
        Ages(27, 12)


@pytest.mark.parametrize(
    ("other", "shared"),
    [(Ages(0, 11), None), (Ages(26, 40), Ages(26, 26)), (Ages(14, 20), Ages(14, 20))],
)
def test_two_ranges_share_the_ages_in_both(other: Ages, shared: Ages | None) -> None:
    assert Ages(12, 26).shared_with(other) == shared
    assert other.shared_with(Ages(12, 26)) == shared


def test_a_case_knows_nothing_unless_told() -> None:
    case = Case()
    assert case.ages == case.parent_ages == Ages.any()
    assert case.fact(Dimension.STATUS) is None
    assert Case(status="duldung").fact(Dimension.STATUS) == "duldung"
