"""The sentence a visitor reads."""

from datetime import date, datetime

import pytest
from django.utils import translation

from directory.hours_in_words import HOLIDAY_NAMES, WEEKDAY_NAMES, in_words
from directory.opening_hours import BERLIN, DayException, public_holiday, status_at

OFFICE = "Mo-Fr 09:00-12:00,14:00-16:00"


@pytest.mark.parametrize(
    ("osm", "moment", "sentence"),
    [
        (OFFICE, "2026-06-03 15:00", "Jetzt geöffnet, bis 16:00 Uhr"),
        ("24/7", "2026-02-02 15:00", "Jetzt geöffnet"),
        ("Mo 00:00-24:00", "2026-06-08 10:00", "Jetzt geöffnet, bis 24:00 Uhr"),
        ("Fr 22:00-02:30", "2026-06-12 23:00", "Jetzt geöffnet, bis Samstag um 2:30 Uhr"),
        (OFFICE, "2026-06-03 12:30", "Öffnet heute um 14:00 Uhr"),
        (OFFICE, "2026-06-02 17:00", "Öffnet morgen um 9:00 Uhr"),
        (OFFICE, "2026-06-06 17:00", "Öffnet Montag um 9:00 Uhr"),
        ("Tu 09:00-12:00", "2026-06-02 13:00", "Öffnet Dienstag, 9. Juni, um 9:00 Uhr"),
        ("off", "2026-06-02 13:00", "Zurzeit geschlossen"),
        (
            OFFICE,
            "2026-06-04 10:00",
            "Heute geschlossen (Feiertag: Fronleichnam). Öffnet Freitag um 9:00 Uhr",
        ),
        (
            "2026 Jun 04 09:00-12:00",
            "2026-06-04 10:00",
            "Heute geschlossen (Feiertag: Fronleichnam).",
        ),
        ("", "2026-06-04 10:00", "Öffnungszeiten nicht bekannt. Bitte rufen Sie an."),
    ],
)
def test_the_status_is_one_plain_sentence(osm: str, moment: str, sentence: str) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
    with translation.override("de"):
        assert in_words(status_at(osm, now), now) == sentence


def test_today_is_today_in_berlin_whatever_the_clock_of_the_server() -> None:
    now = datetime.fromisoformat("2026-06-02T22:30:00+00:00")  # past midnight in Berlin
    with translation.override("de"):
        assert in_words(status_at(OFFICE, now), now) == "Öffnet heute um 9:00 Uhr"


def test_every_holiday_and_weekday_has_a_name_to_translate() -> None:
    days = [date(2025, 1, 1).fromordinal(date(2025, 1, 1).toordinal() + n) for n in range(1461)]
    assert {name for day in days if (name := public_holiday(day))} == set(HOLIDAY_NAMES)
    assert WEEKDAY_NAMES[date(2026, 6, 7).weekday()] == "Sonntag"


@pytest.mark.parametrize(
    ("closure", "sentence"),
    [
        (
            DayException(date(2026, 6, 2), date(2026, 6, 5), reason="Umzug"),
            "Heute geschlossen (Umzug). Öffnet Montag um 9:00 Uhr",
        ),
        (
            DayException(date(2026, 6, 2), date(2026, 6, 2)),
            "Heute geschlossen. Öffnet Mittwoch um 9:00 Uhr",
        ),
        (
            DayException(date(2026, 6, 2), date(2026, 7, 3), reason="Umbau"),
            "Heute geschlossen (Umbau). Öffnet Montag, 6. Juli, um 9:00 Uhr",
        ),
        (DayException(date(2026, 6, 3), date(2026, 6, 3)), "Jetzt geöffnet, bis 12:00 Uhr"),
    ],
)
def test_a_closure_is_said_with_its_reason_and_the_day_after_it(
    closure: DayException, sentence: str
) -> None:
    now = datetime(2026, 6, 2, 10, tzinfo=BERLIN)
    assert in_words(status_at(OFFICE, now, [closure]), now) == sentence
