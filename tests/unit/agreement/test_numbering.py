"""Numbers follow from the position alone."""

from agreement.numbering import clause_number, section_numbers


def test_sections_and_annexes_count_apart() -> None:
    assert section_numbers([False, True, False, True]) == ["§ 1", "Anlage 1", "§ 2", "Anlage 2"]


def test_no_sections_have_no_numbers() -> None:
    assert section_numbers([]) == []


def test_a_clause_is_counted_within_its_section() -> None:
    assert clause_number("§ 3", 2) == "§ 3 Abs. 2"
    assert clause_number("Anlage 1", 1) == "Anlage 1 Abs. 1"
