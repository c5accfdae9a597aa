"""How far an office is: beelines between the label points of two municipalities."""

import pytest

from directory.office_places import OfficePlace
from portal.finder import nearness
from portal.finder.nearness import FAR, distance_in_words, kilometres

PLACES = {
    "1": OfficePlace("1", "Nordheim", lat=49.2, lon=8.6),
    "2": OfficePlace("2", "Südheim", lat=49.0, lon=8.6),
}
OF_CODE = {"76001": "1", "76002": "2"}


@pytest.fixture(autouse=True)
def _two_towns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearness, "place_of_municipality", PLACES.get)
    monkeypatch.setattr(nearness, "place_of", lambda code: PLACES.get(OF_CODE.get(code, "")))


def test_a_fifth_of_a_degree_to_the_south_is_some_twenty_two_kilometres() -> None:
    assert kilometres("76002", "1") == pytest.approx(22.24, abs=0.05)
    assert kilometres("76001", "1") == 0


@pytest.mark.parametrize(("code", "ags"), [("76133", "1"), ("76001", None), ("76001", "9")])
def test_what_is_not_known_is_far_and_has_no_words(code: str, ags: str | None) -> None:
    assert kilometres(code, ags) == FAR
    assert distance_in_words(code, ags) == ""


def test_a_distance_is_said_as_a_beeline_and_the_own_town_as_such() -> None:
    assert distance_in_words("76002", "1") == "Etwa 22 km von Nordheim (Luftlinie)"
    assert distance_in_words("76001", "1") == "In Ihrer Gemeinde"
