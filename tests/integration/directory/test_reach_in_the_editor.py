"""The editor of an office: channels and languages by time, each with a week of hours of its own."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from directory.models import OfficePage
from tests.factories.directory import (
    channel,
    language,
    language_time,
    office,
    service_named,
    special_days,
)
from tests.factories.people import editor
from tests.integration.directory.edit_form import DAYS, office_form

pytestmark = pytest.mark.django_db

SENTENCE = "/admin/hours/sentence/"


@pytest.fixture
def page(client: Client) -> OfficePage:
    made = office(offers=["jmd"])
    client.force_login(editor(of=made.organisation))
    return made


def address(page: OfficePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def with_rows(page: OfficePage, **rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the form with new rows of these formsets."""
    data = office_form(page, hours={"monday": "9-12"})
    for name, new in rows.items():
        data |= {f"{name}-{key}": value for key, value in _flat(new).items()}
    return data


def _flat(rows: list[dict[str, Any]]) -> dict[str, Any]:
    formset = inline_formset(rows)
    return {key: value for key, value in formset.items() if not isinstance(value, dict)} | {
        f"{key}-{name}": value
        for key, values in formset.items()
        if isinstance(values, dict)
        for name, value in values.items()
    }


def test_channels_and_languages_are_entered_with_their_hours(
    client: Client, page: OfficePage
) -> None:
    phone = {"kind": "phone", "service": service_named("jmd").pk, "phone": "030 23125 300",
             "note": "", "hours_monday": "9-10 Uhr", "hours_friday": "9-10"}  # fmt: skip
    evening = {"language": language("uk").pk, "is_interpreted": "on", "hours_thursday": "14-16"}
    other = {"language": language("ru").pk}
    data = with_rows(page, channels=[phone], language_times=[evening, other])
    data["interpreters"] = "true"
    assert client.post(address(page), data).status_code == 302
    page = OfficePage.objects.get(pk=page.pk)
    assert page.interpreters is True
    (made,) = page.channels.all()
    assert (made.kind, made.hours, made.service.code) == ("phone", "Mo,Fr 09:00-10:00", "jmd")
    rows = sorted(page.language_times.all(), key=lambda row: row.language.code)
    assert [(row.language.code, row.hours, row.is_interpreted) for row in rows] == [
        ("ru", "", False),
        ("uk", "Th 14:00-16:00", True),
    ]


def test_what_is_wrong_in_a_row_is_said_there_and_nothing_is_lost(
    client: Client, page: OfficePage
) -> None:
    phone = {"kind": "phone", "service": "", "phone": "keine", "note": "Bitte klingeln",
             "hours_monday": "morgens", "hours_tuesday": "9-10"}  # fmt: skip
    nothing = {"language": "", "hours_thursday": "14-16"}
    response = client.post(
        address(page), with_rows(page, channels=[phone], language_times=[nothing])
    )
    assert response.status_code == 200
    text = unescape(response.content.decode())
    for words in ("Montag: „morgens“ ist keine Zeit", "Das ist keine Telefonnummer.",
                  "Diese Tage konnten wir nicht lesen: Montag.", 'value="Bitte klingeln"',
                  'value="morgens"', 'value="9-10"', 'value="14-16"',
                  "Dieses Feld muss ausgefüllt werden."):  # fmt: skip
        assert words in text, words
    assert not OfficePage.objects.get(pk=page.pk).channels.exists()


def test_saving_what_is_there_changes_nothing(client: Client, page: OfficePage) -> None:
    channel(office=page, service="jmd", phone="030 23125 300", note="Im Hof")
    language_time(office=page, code="uk", is_interpreted=True)
    page = OfficePage.objects.get(pk=page.pk)
    before = page.reach
    data = office_form(page, hours=dict.fromkeys(DAYS[:5], "9:00–12:00"))
    assert client.post(address(page), data).status_code == 302
    after = OfficePage.objects.get(pk=page.pk)
    assert (after.reach.channels, after.reach.language_times, after.hours) == (
        before.channels,
        before.language_times,
        page.hours,
    )


def test_a_draft_with_other_channels_is_not_public_yet(client: Client, page: OfficePage) -> None:
    data = with_rows(page, channels=[{"kind": "video", "service": "", "phone": "", "note": ""}])
    del data["action-publish"]
    assert client.post(address(page), data).status_code == 302
    assert "Videoberatung" not in client.get(page.get_url()).content.decode()
    OfficePage.objects.get(pk=page.pk).get_latest_revision().publish()
    assert "Videoberatung" in client.get(page.get_url()).content.decode()


def test_the_editor_lists_special_days_and_leads_to_them(client: Client, page: OfficePage) -> None:
    assert (
        "Es sind keine besonderen Tage eingetragen." in client.get(address(page)).content.decode()
    )
    row = special_days(office=page, reason="Betriebsferien")
    text = client.get(address(page)).content.decode()
    assert "Geschlossen vom 23. Dezember 2099 bis 6. Januar 2100" in text
    assert f'href="/admin/special-days/edit/{row.pk}/"' in text
    assert f'href="/admin/special-days/new/?office={page.pk}"' in text
    house = page.organisation
    new = client.get(reverse("wagtailadmin_pages:add", args=["directory", "officepage", house.pk]))
    assert new.status_code == 200
    assert "special-days/new" not in new.content.decode()


def test_a_week_is_read_back_while_it_is_typed(client: Client, page: OfficePage) -> None:
    answer = client.get(SENTENCE, {"line": ["9-12", "9-12", "", "", "", "", ""]}).json()
    assert answer == {
        "sentence": "Montag und Dienstag 9:00–12:00 Uhr; sonst geschlossen.",
        "errors": [""] * 7,
    }
    answer = client.get(SENTENCE, {"line": ["9-12", "quatsch"]}).json()
    assert answer["sentence"] == ""
    assert "„quatsch“ ist keine Zeit" in answer["errors"][1]
    assert client.get(SENTENCE).json()["sentence"] == "Öffnungszeiten nicht bekannt."
    hostile = {"line": ["\u0001<script>", "x" * 10_000, "🙂", "٩-١٢", "1:99", "-", "zu", "9"]}
    assert len(client.get(SENTENCE, hostile).json()["errors"]) == 7
