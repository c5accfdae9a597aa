"""Editors settle what readers report about their offices, and take it back; nobody else does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from directory.enums import ReportState
from directory.models import ErrorReport, OfficePage, OrganisationLogEntry
from directory.reports.actions import close_report, reopen_report
from tests.factories.directory import office, organisation
from tests.factories.people import coordination, editor, staff
from tests.integration.workplace.reading import home_of, logged_in, words

pytestmark = pytest.mark.django_db
LIST = "/admin/meldungen/"


def report(place: OfficePage | None = None, text: str = "Die Nummer ist alt.") -> ErrorReport:
    """Return an open report."""
    return ErrorReport.objects.create(office=place, kind="phone", text=text)


def address(of: ErrorReport) -> str:
    """Return the address of a report's page."""
    return reverse("report", args=[of.uuid])


def test_an_editor_reads_and_settles_a_report_and_takes_it_back() -> None:
    verein = organisation()
    one = report(office(of=verein, title="Haus am Beispiel"))
    person = editor(of=verein)
    client = logged_in(person)
    assert "Haus am Beispiel" in client.get(LIST).content.decode()
    assert "Die Nummer ist alt." in client.get(address(one)).content.decode()

    done = client.post(address(one), {"act": "corrected"}, follow=True).content.decode()

    assert "Die Meldung ist erledigt: berichtigt." in done
    one.refresh_from_db()
    assert (one.state, one.closed_by) == ("corrected", person)
    again = client.post(address(one), {"act": "reopen"}, follow=True).content.decode()
    assert "wieder offen" in again
    one.refresh_from_db()
    assert (one.state, one.closed_by, one.closed_at) == ("open", None, None)
    log = OrganisationLogEntry.objects.filter(organisation=verein, action__startswith="portal.rep")
    assert sorted(log.values_list("action", flat=True)) == [
        "portal.report.close",
        "portal.report.reopen",
    ]


def test_it_stands_so_is_an_answer_too() -> None:
    one = report(office(of=(verein := organisation())))

    logged_in(editor(of=verein)).post(address(one), {"act": "rejected"})

    one.refresh_from_db()
    assert one.state == ReportState.REJECTED


def test_an_editor_sees_no_report_of_another_organisation() -> None:
    one, without = report(office(title="Dort")), report(None)
    stranger = editor(of=organisation())
    client = logged_in(stranger)

    assert "Dort" not in client.get(LIST).content.decode()
    for each in (one, without):
        assert client.get(address(each)).status_code == 404
        assert client.post(address(each), {"act": "corrected"}).status_code == 404
        with pytest.raises(PermissionDenied):
            close_report(stranger, each, ReportState.CORRECTED)
        with pytest.raises(PermissionDenied):
            reopen_report(stranger, each)


def test_an_editor_of_two_organisations_chooses_between_them() -> None:
    here, there, elsewhere = organisation(), organisation(), organisation()
    report(office(of=here, title="Haus am Markt"))
    report(office(of=there, title="Haus am See"))
    person = editor(of=here)
    person.memberships.create(organisation=there, role="editor")
    client = logged_in(person)

    html = client.get(LIST, {"organisation": there.pk}).content.decode()

    assert "Haus am See" in html
    assert "Haus am Markt" not in html
    assert here.title in html
    assert elsewhere.title not in html


def test_the_coordination_deals_with_all_of_them() -> None:
    here, without = report(office(title="Hier")), report(None, "Keine Antwort passte.")
    client = logged_in(coordination())

    html = client.get(LIST).content.decode()

    assert "Hier" in html
    assert "Keine Antwort passte." in html
    for each in (here, without):
        client.post(address(each), {"act": "corrected"})
    assert not ErrorReport.objects.filter(state="open").exists()


def test_staff_have_no_queue() -> None:
    assert logged_in(staff(of=organisation())).get(LIST).status_code == 302


def test_the_second_of_two_editors_is_told_that_it_is_settled() -> None:
    verein = organisation()
    one = report(office(of=verein))
    logged_in(editor(of=verein)).post(address(one), {"act": "corrected"})

    client = logged_in(editor(of=verein))
    html = client.post(address(one), {"act": "rejected"}, follow=True).content.decode()

    assert "hat inzwischen jemand erledigt" in html
    one.refresh_from_db()
    assert one.state == "corrected"


@pytest.mark.parametrize("act", ["", "explode", "open"])
def test_an_unknown_act_is_told_so(act: str) -> None:
    one = report(office(of=(verein := organisation())))

    answer = logged_in(editor(of=verein)).post(address(one), {"act": act}, follow=True)

    assert "unvollständig" in answer.content.decode()


def test_looking_at_a_report_settles_nothing() -> None:
    one = report(office(of=(verein := organisation())))

    logged_in(editor(of=verein)).get(address(one), {"act": "corrected"})

    one.refresh_from_db()
    assert one.state == "open"


def test_what_a_reader_wrote_is_shown_plainly() -> None:
    one = report(office(of=(verein := organisation())), "<img src=x onerror=alert(1)>\nZeile 2")

    html = logged_in(editor(of=verein)).get(address(one)).content.decode()

    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;<br>Zeile 2" in html


def test_open_reports_stand_on_the_home_page_until_they_are_settled() -> None:
    verein = organisation()
    one = report(office(of=verein, title="Haus am Beispiel"))
    report(office(title="Anderswo"))
    person = editor(of=verein)

    panel = home_of(person)["reports"]

    assert "Haus am Beispiel Telefon oder E-Mail stimmt nicht" in panel
    assert "Anderswo" not in panel
    close_report(person, one, ReportState.REJECTED)
    assert "reports" not in home_of(person)


def test_the_queue_shows_open_reports_first_and_is_narrowed() -> None:
    verein = organisation()
    settled = report(office(of=verein), "Schon erledigt")
    person = coordination()
    close_report(person, settled, ReportState.CORRECTED)
    report(office(), "Noch offen")
    client = logged_in(person)

    html = words(client.get(LIST).content.decode())

    assert html.index("Noch offen") < html.index("Schon erledigt")
    assert "Schon erledigt" not in client.get(LIST, {"state": "open"}).content.decode()
    assert "Noch offen" not in client.get(LIST, {"organisation": verein.pk}).content.decode()


def test_the_queue_costs_the_same_however_long() -> None:
    verein = organisation()
    client, counts = logged_in(editor(of=verein)), []
    client.get("/admin/")
    for number in (2, 20):
        for _each in range(number):
            report(office(of=verein))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_settled_reports_are_forgotten_and_open_ones_are_not(settings: Settings) -> None:
    settings.ERROR_REPORT_DAYS = 30
    old, fresh, waiting = report(), report(), report()
    person = coordination()
    close_report(person, old, ReportState.CORRECTED)
    close_report(person, fresh, ReportState.CORRECTED)
    long_ago = timezone.now() - timedelta(days=31)
    ErrorReport.objects.filter(pk=old.pk).update(closed_at=long_ago)
    ErrorReport.objects.filter(pk=waiting.pk).update(created_at=long_ago)

    call_command("prune_logs")

    assert set(ErrorReport.objects.all()) == {fresh, waiting}
