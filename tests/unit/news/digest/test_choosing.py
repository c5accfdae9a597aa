"""A reader hears of what he chose, and of all if he chose nothing."""

from hypothesis import given
from hypothesis import strategies as st

from news.digest.choosing import Choice, Contents, Item, picked

KEYS = st.frozensets(st.integers(1, 4), max_size=3)
CHOICES = st.builds(Choice, KEYS, KEYS)


def item(organisation: int = 1, *topics: int) -> Item:
    return Item("Titel", "Kurz.", "/a/", "Verein", organisation, frozenset(topics))


ITEMS = st.lists(st.builds(lambda key, topics: item(key, *topics), st.integers(1, 4), KEYS))


def test_without_a_choice_one_hears_of_everything() -> None:
    all_of_it = Contents((item(1),), (item(2, 5),), (item(3),))
    assert picked(all_of_it, Choice()) == all_of_it


def test_whoever_chose_both_hears_of_what_fits_both() -> None:
    fits = item(1, 5, 6)
    contents = Contents((fits, item(1), item(2, 5)))
    choice = Choice(frozenset({1}), frozenset({5}))
    assert picked(contents, choice).articles == (fits,)


@given(st.lists(CHOICES, min_size=1, max_size=1), ITEMS)
def test_nothing_is_invented_doubled_or_put_in_another_order(
    choices: list[Choice], items: list[Item]
) -> None:
    found = picked(Contents(tuple(items)), choices[0]).articles
    rest = iter(items)
    assert all(any(one is other for other in rest) for one in found)


@given(ITEMS, KEYS, KEYS)
def test_to_choose_more_organisations_never_hides_anything(
    items: list[Item], some: frozenset[int], more: frozenset[int]
) -> None:
    if some:
        fewer = picked(Contents(tuple(items)), Choice(some)).articles
        assert set(fewer) <= set(picked(Contents(tuple(items)), Choice(some | more)).articles)
