"""What an example case may not hold."""

import pytest

from agreement.examples.personal_data import holds_contact_data


@pytest.mark.parametrize(
    "text",
    [
        "Sie erreichen ihn unter 030 23125-123.",
        "Tel. +49 30 23125 123",
        "0171/3920000",
        "(07251) 123 45 67",
        "anna@example.org hat gefragt",
        "anna (at) example.org",
        "ANNA@EXAMPLE.ORG",
        "Telefon ０１７１ ３９２００００",
    ],
)
def test_a_phone_number_or_an_address_is_found(text: str) -> None:
    assert holds_contact_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Eine Frau ist 19 Jahre alt und wohnt seit dem 01.02.2025 in 76646 Bruchsal.",
        "Von 0 bis 11 Jahren, § 25 Abs. 1–3, VwV vom 06.06.2023, am 2025-01-01.",
        "Er kam 2015, 2016 und 2017 @ Besuch.",
    ],
)
def test_ages_days_and_paragraphs_are_no_numbers_to_call(text: str) -> None:
    assert not holds_contact_data(text)
