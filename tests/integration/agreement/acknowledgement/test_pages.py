"""A person reads what touches the own organisation and confirms exactly that."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pytest_django.fixtures import DjangoAssertNumQueries

from agreement.acknowledgement.actions import tell_changes
from agreement.models import Acknowledgement, AgreementVersion, WorkingTextPage
from directory.models import Membership, OrganisationPage
from portal.accounts.models import User
from tests.factories import directory, people
from tests.integration.agreement.acknowledgement.conftest import Commence
from tests.integration.agreement.coverage.reading import browser_of, words

pytestmark = pytest.mark.django_db
PAGE = "/intern/aenderungen/"
OVERVIEW = f"{PAGE}uebersicht/"


@pytest.fixture
def second(
    in_force: AgreementVersion, rewritten: WorkingTextPage, commence: Commence
) -> AgreementVersion:
    """Version 2, in force since today."""
    return commence()


def forms(answer: Any) -> list[dict[str, str]]:
    html = answer.content.decode()
    found = re.findall(r'<form class="panel[^"]*" method="post">(.*?)</form>', html, re.DOTALL)
    return [dict(re.findall(r'name="(\w+)" value="([^"]*)"', one)) for one in found]


def test_a_person_reads_the_changes_as_redline_and_confirms_them_once(
    second: AgreementVersion, jmd: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    tell_changes()
    browser = browser_of(person)
    page = browser.get(PAGE)
    shown = words(page)
    assert "JMD gibt ab: 21 bis 26 Jahre mit Duldung" in shown.replace(
        "Jugendmigrationsdienst (JMD)", "JMD"
    )
    assert "betrifft Ihren Dienst" in shown
    assert "<ins" in page.content.decode()
    (form,) = forms(page)
    answer = browser.post(PAGE, form, follow=True)
    assert "Danke. Wir haben notiert" in words(answer) + answer.content.decode()
    assert "bestätigt, dass Sie das gelesen haben" in words(answer)
    assert forms(answer) == []
    row = Acknowledgement.objects.get(user=person)
    assert row.read_at is not None
    assert row.digest == form["digest"]


def test_who_was_never_told_by_the_job_can_confirm_all_the_same(
    second: AgreementVersion, jmd: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    browser = browser_of(person)
    browser.post(PAGE, forms(browser.get(PAGE))[0])
    assert Acknowledgement.objects.get(user=person).read_at is not None


def test_what_changed_since_the_page_was_opened_is_shown_anew_and_asked_again(
    second: AgreementVersion, jmd: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    tell_changes()
    browser = browser_of(person)
    (form,) = forms(browser.get(PAGE))
    office = directory.office(of=jmd)
    directory.offer(office=office, service="mbe")
    answer = browser.post(PAGE, form)
    assert answer.status_code == 409
    assert "Bitte lesen Sie es noch einmal" in words(answer)
    assert Acknowledgement.objects.get(user=person).read_at is None
    (anew,) = forms(answer)
    assert anew["digest"] != form["digest"]
    assert browser.post(PAGE, anew).status_code == 302
    assert Acknowledgement.objects.get(user=person).read_at is not None


def test_who_confirmed_something_else_is_asked_again(
    second: AgreementVersion, jmd: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    tell_changes()
    browser = browser_of(person)
    browser.post(PAGE, forms(browser.get(PAGE))[0])
    directory.offer(office=directory.office(of=jmd), service="mbe")
    answer = browser.get(PAGE)
    assert "Seit Ihrer Bestätigung hat sich das geändert" in words(answer)
    assert len(forms(answer)) == 1


def test_whom_nothing_touches_is_told_so_and_asked_nothing(
    second: AgreementVersion, other: OrganisationPage
) -> None:
    answer = browser_of(people.staff(of=other)).get(PAGE)
    assert "ändert nichts, was Ihre Organisation berührt" in words(answer)
    assert "weitere Klauseln ändern sich" in words(answer)
    assert forms(answer) == []


def test_two_organisations_of_one_person_stand_in_a_block_each(
    second: AgreementVersion, jmd: OrganisationPage, mbe: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    Membership.objects.create(user=person, organisation=mbe, role="staff")
    browser = browser_of(person)
    page = browser.get(PAGE)
    html = page.content.decode()
    anchors = re.findall(r'\bid="([^"]+)"', html)
    assert len(anchors) == len(set(anchors))
    first, _second = forms(page)
    browser.post(PAGE, first)
    assert Acknowledgement.objects.get().organisation_name == "Beispielwerk Beratung"
    assert len(forms(browser.get(PAGE))) == 1


def test_nobody_confirms_for_another_organisation(
    second: AgreementVersion, jmd: OrganisationPage, other: OrganisationPage
) -> None:
    (form,) = forms(browser_of(people.staff(of=jmd)).get(PAGE))
    assert browser_of(people.staff(of=other)).post(PAGE, form).status_code == 403
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"version": "1"}, {"version": "x"}, {"agreement": "fehlt"}, {"agreement": ""}],
)
def test_a_form_about_another_version_leads_to_the_one_in_force(
    second: AgreementVersion, jmd: OrganisationPage, wrong: dict[str, str]
) -> None:
    browser = browser_of(people.staff(of=jmd))
    (form,) = forms(browser.get(PAGE))
    answer = browser.post(PAGE, {**form, **wrong})
    assert answer.status_code == 302
    assert not Acknowledgement.objects.filter(read_at__isnull=False).exists()


@pytest.mark.parametrize("organisation", ["", "x", "00000000-0000-4000-8000-000000000009"])
def test_a_forged_organisation_is_refused(
    second: AgreementVersion, jmd: OrganisationPage, organisation: str
) -> None:
    browser = browser_of(people.staff(of=jmd))
    (form,) = forms(browser.get(PAGE))
    answer = browser.post(PAGE, {**form, "organisation": organisation})
    assert answer.status_code == 403


def test_the_homes_of_staff_and_editors_say_what_waits_until_it_is_read(
    second: AgreementVersion, jmd: OrganisationPage
) -> None:
    staff, editor = people.staff(of=jmd), people.editor(of=jmd)
    tell_changes()
    homes = ((browser_of(staff), "/intern/"), (browser_of(editor), "/admin/"))
    for browser, home in homes:
        assert "lesen und bestätigen: Beispielwerk Jugend" in browser.get(home).content.decode()
        browser.post(PAGE, forms(browser.get(PAGE))[0])
        assert "lesen und bestätigen" not in browser.get(home).content.decode()


def test_the_coordination_sees_all_and_a_lead_editor_the_own_organisation(
    second: AgreementVersion, coordination: Any, jmd: OrganisationPage, mbe: OrganisationPage
) -> None:
    reader, late = people.staff(of=jmd), people.staff(of=mbe)
    User.objects.filter(pk=late.pk).update(first_name="Bea", last_name="Beispiel")
    browser = browser_of(reader)
    browser.post(PAGE, forms(browser.get(PAGE))[0])
    lead = people.lead_editor(of=mbe)
    shown = words(browser_of(coordination).get(OVERVIEW))
    assert "1 von 3 Personen haben bestätigt" in shown
    assert "Bea Beispiel" in shown
    own = words(browser_of(lead).get(OVERVIEW))
    assert "0 von 2 Personen haben bestätigt" in own
    assert "Beispielwerk Jugend" not in own
    for person in (reader, people.editor(of=mbe), people.signatory(of=mbe)):
        assert browser_of(person).get(OVERVIEW).status_code == 403
        assert browser_of(person).get(f"{OVERVIEW}tabelle/").status_code == 403


def test_the_table_says_who_has_read_and_runs_nothing(
    second: AgreementVersion, coordination: Any, jmd: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    User.objects.filter(pk=person.pk).update(first_name="=1+1", last_name="Beispiel")
    answer = browser_of(coordination).get(f"{OVERVIEW}tabelle/")
    book = load_workbook(BytesIO(answer.content))
    organisations = [[cell.value for cell in row] for row in book.worksheets[0]]
    assert ["Vereinbarung (Beispiel)", 2, "Beispielwerk Jugend", "ja", 1, 0, 1] in organisations
    cells = [cell for row in book.worksheets[1] for cell in row if "=1+1" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]


def test_pages_ask_the_same_questions_however_many_people_there_are(
    second: AgreementVersion,
    coordination: Any,
    jmd: OrganisationPage,
    mbe: OrganisationPage,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    person = people.staff(of=jmd)
    tell_changes()
    addresses = ((browser_of(person), PAGE), (browser_of(coordination), OVERVIEW))
    counts = []
    for browser, address in addresses:
        browser.get(address)
        with CaptureQueriesContext(connection) as counted:
            browser.get(address)
        counts.append(len(counted))
    Membership.objects.create(user=person, organisation=mbe, role="staff")
    for _number in range(3):
        people.staff(of=mbe)
        people.staff(of=directory.organisation())
    for (browser, address), count in zip(addresses, counts, strict=True):
        with django_assert_num_queries(count):
            browser.get(address)
