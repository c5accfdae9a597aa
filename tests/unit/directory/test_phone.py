"""A number that can be dialled from anywhere, however it is written."""

import pytest

from directory.phone import phone_uri


@pytest.mark.parametrize(
    ("number", "uri"),
    [
        ("030 23125-100", "tel:+493023125100"),
        ("(030) 23125 100", "tel:+493023125100"),
        ("+49 (0)30 23125100", "tel:+493023125100"),
        ("+49 30 23125100", "tel:+493023125100"),
        ("0049 30 23125100", "tel:+493023125100"),
        ("115", "tel:115"),
        ("", ""),
        ("nach Vereinbarung", ""),
    ],
)
def test_a_number_becomes_a_link_that_dials_it(number: str, uri: str) -> None:
    assert phone_uri(number) == uri
