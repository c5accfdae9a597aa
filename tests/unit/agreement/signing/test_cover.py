"""The cover page's hash and code."""

import pytest

from agreement.signing.cover import CodeFound, beginning, code_of, groups, read_codes

OWN, OTHER = "a1" * 32, "b2" * 32
PARTY, ANOTHER = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
ADDRESS = "https://portal.example.org/vereinbarung/fassungen/3/"


def test_a_hash_is_shown_in_sixteen_groups_of_four_that_give_it_back() -> None:
    shown = groups(OWN)
    assert len(shown) == 16
    assert {len(group) for group in shown} == {4}
    assert "".join(shown) == OWN
    assert beginning(OWN) == "a1a1 a1a1 a1a1 …"


def test_a_code_of_the_cover_page_is_known_again() -> None:
    found = read_codes(["hallo", code_of(ADDRESS, OWN, PARTY)], OWN, PARTY)
    assert found.found is CodeFound.RIGHT


@pytest.mark.parametrize("texts", [[], ["hallo"], [ADDRESS], [f"{ADDRESS}#sha256=kurz"]])
def test_codes_that_are_none_of_ours_count_for_nothing(texts: list[str]) -> None:
    assert read_codes(texts, OWN, PARTY).found is CodeFound.NONE


def test_one_code_with_another_hash_is_enough_to_refuse() -> None:
    codes = [code_of(ADDRESS, OWN, PARTY), code_of(ADDRESS, OTHER, PARTY)]
    found = read_codes(codes, OWN, PARTY)
    assert (found.found, found.sha256) == (CodeFound.OTHER_HASH, OTHER)


def test_the_cover_page_of_another_party_is_told_from_that_of_another_text() -> None:
    assert read_codes([code_of(ADDRESS, OWN, ANOTHER)], OWN, PARTY).found is CodeFound.OTHER_PARTY


def test_a_code_with_the_hash_alone_belongs_to_every_party() -> None:
    assert read_codes([f"{ADDRESS}#{OWN.upper()}"], OWN, PARTY).found is CodeFound.RIGHT
