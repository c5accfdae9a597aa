"""The weekly form: seven lines in, one OSM expression out, nothing lost on the way."""

from html import unescape

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from directory.forms.hours import WeeklyHoursField
from directory.week_in_words import week_in_words

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class HoursForm(forms.Form):
    hours = WeeklyHoursField()


def filled(**lines: str) -> HoursForm:
    return HoursForm({f"hours_{day}": lines.get(day, "") for day in DAYS})


def shown(form: forms.Form) -> str:
    return unescape(str(form["hours"]))


def test_seven_lines_become_one_expression() -> None:
    form = filled(monday="9-12 Uhr, 14:00–16:30", tuesday="9:00 bis 12:00", sunday="geschlossen")
    assert form.is_valid()
    assert form.cleaned_data["hours"] == "Mo 09:00-12:00,14:00-16:30; Tu 09:00-12:00"


def test_no_line_at_all_means_that_the_hours_are_unknown() -> None:
    form = filled()
    assert form.is_valid()
    assert form.cleaned_data["hours"] == ""
    assert HoursForm(MultiValueDict()).is_valid()


def test_an_expression_comes_back_as_seven_lines() -> None:
    form = HoursForm(initial={"hours": "Mo-We 09:00-12:00; Th 14:00-18:00"})
    page = shown(form)
    assert page.count('value="9:00–12:00"') == 3
    assert page.count('value="14:00–18:00"') == 1
    assert page.count('value="geschlossen"') == 3
    for name in ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"):
        assert f">{name}</label>" in page


def test_the_form_reads_the_week_back_as_a_sentence() -> None:
    form = HoursForm(initial={"hours": "Mo-We 09:00-12:00; Th 14:00-18:00"})
    sentence = "Montag bis Mittwoch 9:00–12:00 Uhr, Donnerstag 14:00–18:00 Uhr; sonst geschlossen."
    assert sentence in shown(form)


def test_a_week_without_mistakes_is_read_back_and_shows_no_error() -> None:
    page = shown(HoursForm(initial={"hours": "Mo 09:00-12:00"}))
    assert "data-week-sentence hidden" not in page
    assert page.count("data-week-error hidden") == 7


def test_an_error_stands_at_its_day_and_the_input_stays() -> None:
    form = filled(monday="9:00–12:00", tuesday="morgens", friday='25:00-26:00"><script>')
    assert not form.is_valid()
    assert form.errors["hours"] == [
        "Diese Tage konnten wir nicht lesen: Dienstag, Freitag. Was fehlt, steht beim Tag."
    ]
    page = str(form["hours"])
    assert "Dienstag: „morgens“ ist keine Zeit mit Beginn und Ende." in page
    assert "Freitag: „25:00“ ist keine Uhrzeit." in page
    assert "Montag:" not in page
    assert 'value="9:00–12:00"' in page
    assert 'value="morgens"' in page
    assert "<script>" not in page
    assert "data-week-sentence hidden" in page


def test_a_field_with_an_error_names_its_explanation_to_screen_readers() -> None:
    form = filled(tuesday="morgens")
    page = shown(form)
    assert page.count('aria-invalid="true"') == 1
    assert 'aria-describedby="id_hours_1_error"' in page
    assert 'id="id_hours_1_error"' in page


def test_each_field_has_its_label() -> None:
    page = shown(HoursForm())
    for number in range(7):
        assert page.count(f'id="id_hours_{number}"') == 1
        assert page.count(f'for="id_hours_{number}"') == 1
    assert page.count('placeholder="9:00–12:00, 14:00–16:00"') == 7


def test_the_form_needs_no_inline_code() -> None:
    page = shown(filled(tuesday="morgens"))
    for mark in ("<script", "<style", " style=", " on"):
        assert mark not in page.replace("Diese Tage konnten", "")


def test_the_same_hours_in_other_words_are_no_change_of_meaning() -> None:
    first, second = filled(monday="9-12"), filled(monday="von 9:00 bis 12 Uhr")
    assert first.is_valid()
    assert second.is_valid()
    assert first.cleaned_data == second.cleaned_data


@pytest.mark.parametrize(
    ("osm", "sentence"),
    [
        ("", "Öffnungszeiten nicht bekannt."),
        ("off", "Die ganze Woche geschlossen."),
        ("24/7", "Montag bis Sonntag 0:00–24:00 Uhr."),
        ("Mo,Tu 09:00-12:00", "Montag und Dienstag 9:00–12:00 Uhr; sonst geschlossen."),
        (
            "Mo 09:00-12:00,14:00-16:00; We 10:00-12:00",
            "Montag 9:00–12:00 und 14:00–16:00 Uhr, Mittwoch 10:00–12:00 Uhr; sonst geschlossen.",
        ),
    ],
)
def test_a_week_reads_like_a_sentence(osm: str, sentence: str) -> None:
    assert week_in_words(osm) == sentence


def test_seven_empty_lines_are_read_back_as_what_they_mean() -> None:
    class ByArrangement(forms.Form):
        hours = WeeklyHoursField("Nach Absprache.")

    assert "Nach Absprache." in shown(ByArrangement()).split("data-week-words")[1]
    filled_in = shown(ByArrangement(initial={"hours": "Mo 09:00-12:00"}))
    assert "Montag 9:00–12:00 Uhr" in filled_in.split("data-week-words")[1]
    assert "Öffnungszeiten nicht bekannt." in shown(HoursForm())
