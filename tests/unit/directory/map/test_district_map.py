"""The map of the district: what is drawn, where, and how much of it there is."""

import gzip
import re

import pytest
from django.template.loader import render_to_string

from directory.map import DistrictMap, district_map
from directory.map.outlines import outlines
from directory.map.projection import projection_for, svg_path

BRETTEN, RHEINSTETTEN = "08215007", "08215108"


def drawn(picture: DistrictMap) -> str:
    return render_to_string("components/district_map.html", {"map": picture})


def corners(path: str) -> list[tuple[int, int]]:
    """Return the corners of a path as a drawing program walks them."""
    found = []
    for ring in path.split("z")[:-1]:
        start, steps = ring.removeprefix("M").split("l")
        x, y = map(int, start.split())
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        found.append((x, y))
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            found.append((x, y))
    return found


def test_all_32_municipalities_are_drawn_inside_the_picture() -> None:
    picture = district_map()
    assert len(picture.areas) == 32
    for area in picture.areas:
        assert all(
            0 <= x <= picture.width and 0 <= y <= picture.height for x, y in corners(area.path)
        )


def test_a_path_leads_through_every_corner_of_its_outline() -> None:
    towns = {town.ags: town for town in outlines()}
    every = [coordinate for town in outlines() for ring in town.rings for coordinate in ring]
    projection = projection_for(every, 1000, 12)
    for area in district_map().areas:
        wanted = {projection.point(*at) for ring in towns[area.ags].rings for at in ring}
        assert set(corners(area.path)) == wanted


def test_north_is_up_and_east_is_right() -> None:
    at = {town.name: town.label_at for town in outlines()}
    projection = projection_for(at.values(), 1000, 0)
    philippsburg, bretten = (projection.point(*at[name]) for name in ("Philippsburg", "Bretten"))
    assert philippsburg[1] < bretten[1]
    assert philippsburg[0] < bretten[0]


def test_a_projection_without_anything_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        projection_for([], 1000, 0)


def test_a_ring_that_stands_still_is_drawn_in_as_few_steps() -> None:
    assert svg_path([[(1, 1), (1, 1), (4, 1), (4, -3)]]) == "M1 1l3 0 0-4z"


def test_a_highlighted_municipality_lies_on_top_and_says_its_name() -> None:
    picture = district_map(highlight=[BRETTEN, "99999999"])
    assert picture.highlighted == ("Bretten",)
    assert picture.areas[-1].ags == BRETTEN
    assert "Hervorgehoben: Bretten." in drawn(picture)
    assert 'font-weight="700" text-decoration="underline">Bretten<' in drawn(picture)


def test_places_at_one_point_become_one_marker_with_their_number() -> None:
    points = [(49.04, 8.70, "Stelle A"), (49.04, 8.70, "Stelle B"), (49.1, 8.6, "Stelle C")]
    picture = district_map(points=points)
    assert [(marker.count, marker.label) for marker in picture.markers] == [
        (2, "Stelle A, Stelle B"),
        (1, "Stelle C"),
    ]
    assert "Stelle A, Stelle B (2), Stelle C." in drawn(picture)


def test_a_place_outside_the_map_is_left_out() -> None:
    assert not district_map(points=[(52.5, 13.4, "Berlin"), (0, 0, "Nirgends")]).markers


def test_the_name_of_a_town_gives_way_to_a_marker_at_its_place() -> None:
    town = next(town for town in outlines() if town.ags == BRETTEN)
    lon, lat = town.label_at
    marked = district_map(points=[(lat, lon, "Stelle")])
    name = next(area for area in marked.areas if area.ags == BRETTEN)
    assert name.y > marked.markers[0].y


def test_no_name_reaches_over_the_edge() -> None:
    town = next(area for area in district_map().areas if area.ags == RHEINSTETTEN)
    assert town.x >= len("Rheinstetten") * 10


def test_the_drawing_needs_no_script_and_no_style_and_names_its_source() -> None:
    markup = drawn(district_map([BRETTEN], [(49.04, 8.7, "Bretten")], {BRETTEN: "?gemeinde=1"}))
    assert "<script" not in markup
    assert "style=" not in markup
    assert "© GeoBasis-DE / BKG 2016 (Daten verändert)" in markup
    assert "<title" in markup
    assert "<desc" in markup


def test_a_map_with_links_is_a_group_of_named_links_and_one_without_is_a_picture() -> None:
    markup = drawn(district_map(links={BRETTEN: "?gemeinde=08215007"}))
    assert '<a href="?gemeinde=08215007" aria-label="Bretten">' in markup
    assert 'role="group"' in markup
    assert 'role="img"' in drawn(district_map())


def test_a_label_is_text_and_never_markup() -> None:
    assert "<b>" not in drawn(district_map(points=[(49.04, 8.7, "<b>fett</b>")]))


def test_the_drawing_weighs_no_more_than_12_kb_when_compressed() -> None:
    links = {town.ags: f"?dienst=mbe&gemeinde={town.ags}" for town in outlines()}
    points = [(lat, lon, town.name) for town in outlines() for lon, lat in [town.label_at]]
    markup = drawn(district_map([BRETTEN], points, links))
    assert len(gzip.compress(markup.encode())) <= 12_000
