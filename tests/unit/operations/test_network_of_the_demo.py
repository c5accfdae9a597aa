"""The demo's network: nobody is sent to a service without an office, and nothing is real."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest

from directory.enums import ChannelKind
from directory.opening_hours import week_of
from portal.operations.demo.agreement_text import VersionText, versions
from portal.operations.demo.files import CONTENT, municipalities_of, read_file
from portal.operations.demo.network import OfficeData, organisations
from portal.operations.demo.network_days import days_of
from tests.unit.operations.rules_of_the_demo import MUNICIPALITIES, rules_of

DAYS = (date(2024, 1, 12), date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31),
        date(2026, 1, 1), date(2027, 6, 1))  # fmt: skip
FICTION = re.compile(r"030 23125 \d{3}|069 90009 \d{3}|0171 39200\d\d")


def in_force(day: date) -> VersionText:
    return [one for one in versions() if one.in_force and one.in_force <= day][-1]


def providers(version: VersionText, service: str, town: str, day: date) -> set[str]:
    """Return who provides a service in a town by the text; none: whoever offers it."""
    rows: list[Mapping[str, Any]] = [
        row
        for section in version.sections
        if section.fields.get("service") == service
        for row in section.fields["providers"]
        if row.get("valid_from", day) <= day
    ]
    named = {row["organisation"] for row in rows if town in municipalities_of(dict(row))}
    return named or {row["organisation"] for row in rows if not municipalities_of(dict(row))}


def offices() -> Iterator[tuple[str, OfficeData]]:
    for organisation in organisations():
        for office in organisation.offices:
            yield organisation.slug, office


@pytest.mark.parametrize("day", DAYS)
def test_every_service_the_rules_name_has_an_office_of_its_provider_for_every_town(
    day: date,
) -> None:
    version = in_force(day)
    named = {rule.service for rule in rules_of(version) if rule.service}
    assert named == {"mbe", "jmd", "im", "fsa", "svb"}
    for service, town in product(sorted(named), MUNICIPALITIES):
        offering = {
            organisation
            for organisation, office in offices()
            if any(o.service == service and o.holds(town, day) for o in office.offers)
        }
        expected = providers(version, service, town, day)
        missing = f"{service} in {MUNICIPALITIES[town]}: {expected} / {offering}"
        assert offering & expected if expected else offering, missing


def test_the_parts_of_the_district_are_every_town_once() -> None:
    towns = Counter(ags for area in read_file("network/areas.toml").values() for ags in area)
    assert towns == Counter(MUNICIPALITIES.keys())


def test_every_partner_of_the_agreement_is_in_the_network() -> None:
    known = {organisation.slug for organisation in organisations()}
    for version in versions():
        assert {party.organisation for party in version.parties} <= known


def test_every_office_has_hours_that_the_weekly_form_can_show() -> None:
    for slug, office in offices():
        assert any(week_of(office.fields["hours"]).values()), (slug, office.slug)


def test_about_twenty_offices_show_every_way_of_being_reached() -> None:
    all_of_them = [office for _organisation, office in offices()]
    assert len(all_of_them) == 21
    channels = [channel for office in all_of_them for channel in office.channels]
    assert {channel["kind"] for channel in channels} == set(ChannelKind) - {"appointment"}
    assert any(not channel["hours"] for channel in channels)
    times = [time for office in all_of_them for time in office.language_times]
    assert {time["interpreted"] for time in times} == {True, False}
    assert {office.fields.get("interpreters") for office in all_of_them} == {True, False, None}
    for part in (*channels, *times):
        week_of(part["hours"])


def test_one_office_is_overdue_and_all_others_were_confirmed_lately() -> None:
    days = sorted(office.verified_days_ago for _organisation, office in offices())
    assert days[-1] > 200
    assert all(0 < day <= 110 for day in days[:-1])


@pytest.mark.parametrize(
    "today",
    [date(2026, 1, 1), date(2026, 1, 6), date(2026, 1, 7), date(2026, 2, 28), date(2028, 12, 31)],
)
def test_special_days_are_never_over_on_the_day_of_loading(today: date) -> None:
    rows = [row for _org, office in offices() for row in office.special_days]
    spans = [days_of(row, today) for row in rows]
    assert all(first <= last >= today for first, last in spans)
    assert any(first <= today <= last for first, last in spans)
    assert all("Beispiel" in row["reason"] for row in rows)
    for row, (first, _last) in zip(rows, spans, strict=True):
        assert first.weekday() < 5 or "season" in row or row["in_days"] == 0


def test_substitutes_are_offices_of_the_demo_and_others_than_the_closed_one() -> None:
    places = {f"{slug}/{office.slug}" for slug, office in offices()}
    for slug, office in offices():
        for row in office.special_days:
            substitute = row.get("substitute")
            assert substitute is None or substitute in places - {f"{slug}/{office.slug}"}


def test_one_office_lies_outside_the_district_it_serves() -> None:
    outside = [o for _org, o in offices() if o.fields["town"] not in MUNICIPALITIES.values()]
    assert [office.fields["town"] for office in outside] == ["Karlsruhe"]
    assert outside[0].offers[0].municipalities == ()


def test_nothing_in_the_network_could_reach_a_real_person() -> None:
    for path in CONTENT.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        for number in re.findall(r'^phone = "(.*)"', text, re.MULTILINE):
            assert FICTION.fullmatch(number), (path.name, number)
        for host in re.findall(r"@([\w-]+(?:\.[\w-]+)+)", text):
            assert host == "example.org", (path.name, host)
        for street in re.findall(r'^street = "(.*)"', text, re.MULTILINE):
            assert street.startswith("Beispiel"), (path.name, street)


def test_everything_invented_is_marked_as_an_example() -> None:
    assert "Beispiel" in versions()[0].title
    for organisation in organisations():
        assert "Beispiel" in organisation.fields["about"]
        assert all("Beispiel" in office.fields["hours_note"] for office in organisation.offices)
