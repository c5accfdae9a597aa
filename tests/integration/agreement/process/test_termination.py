"""The end of a version without a successor: decided for a day, and read right on every day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agreement import reading
from agreement.actions import commence, seal_legacy
from agreement.enums import EntryKind
from agreement.models import (
    AgreementPage,
    AgreementVersion,
    LedgerEntry,
    VersionClause,
    WorkingTextPage,
)
from agreement.process.termination import terminate
from agreement.process.words import ProcessRefused
from tests.factories import agreement as texts
from tests.factories.site import home

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(days=1)
END = TODAY + 30 * DAY


@pytest.fixture
def running(version: AgreementVersion) -> AgreementVersion:
    return texts.in_force(version, TODAY - DAY)


def on(day: date) -> list[int]:
    """Return the numbers in force on a day, by every way of asking."""
    versions = AgreementVersion.objects
    found = [version.number for version in versions.in_force_on(day)]
    one = reading.in_force_on(day, reading.periods(versions.all()))
    assert found == ([one.number] if one else [])
    assert VersionClause.objects.in_force_on(day).exists() == bool(found)
    return found


def test_it_holds_until_the_day_before(running: AgreementVersion, coordination: Any) -> None:
    entry = terminate(running, END, coordination, "Gekündigt (Beispiel).")
    assert (entry.kind, entry.effective_on) == (EntryKind.TERMINATION, END)
    assert [on(day) for day in (TODAY, END - DAY, END, END + 400 * DAY)] == [[1], [1], [], []]
    (period,) = reading.periods(AgreementVersion.objects.all())
    assert period.ends == END - DAY


def test_the_version_before_does_not_come_back(
    running: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    second = texts.in_force(texts.sealed(text, coordination), TODAY + DAY)
    terminate(second, END, coordination, "Beispiel")
    assert [on(day) for day in (TODAY, TODAY + DAY, END)] == [[1], [2], []]


def test_a_later_version_ends_the_gap(
    running: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    terminate(running, END, coordination, "Beispiel")
    texts.in_force(texts.sealed(text, coordination), END + 5 * DAY)
    assert [on(END + n * DAY) for n in (-1, 0, 4, 5)] == [[1], [], [], [2]]


def test_a_version_that_comes_before_the_end_makes_it_void(
    running: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    terminate(running, END, coordination, "Beispiel")
    texts.in_force(texts.sealed(text, coordination), TODAY + DAY)
    assert [on(day) for day in (TODAY, TODAY + DAY, END, END + DAY)] == [[1], [2], [2], [2]]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (TODAY - DAY, "Ihr Ende muss danach liegen"),
        (TODAY - 2 * DAY, "Ihr Ende muss danach liegen"),
        (date(2300, 1, 1), "Prüfen Sie das Jahr"),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    running: AgreementVersion, coordination: Any, day: date, sentence: str
) -> None:
    with pytest.raises(ProcessRefused, match=sentence):
        terminate(running, day, coordination, "Beispiel")


def test_the_past_stays_as_it_was_told(
    version: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    texts.in_force(version, TODAY - 10 * DAY)
    with pytest.raises(ProcessRefused, match="Der Tag ist vorbei"):
        terminate(version, TODAY - DAY, coordination, "Beispiel")


def test_of_a_text_from_before_the_portal_the_past_can_be_noted(
    text: WorkingTextPage, coordination: Any
) -> None:
    version = seal_legacy(text, coordination)
    commence(version, date(2015, 1, 1), coordination)
    terminate(version, date(2019, 1, 1), coordination, "Ausgelaufen (Beispiel).")
    assert [on(date(year, 6, 1)) for year in (2014, 2016, 2019)] == [[], [1], []]


def test_what_never_begins_or_ends_already_cannot_end(
    version: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    with pytest.raises(ProcessRefused, match="nichts zu beenden"):
        terminate(version, END, coordination, "Beispiel")
    texts.in_force(version, TODAY)
    second = texts.in_force(texts.sealed(text, coordination), TODAY + DAY)
    with pytest.raises(ProcessRefused, match="spätere Fassung"):
        terminate(version, END, coordination, "Beispiel")
    terminate(second, END, coordination, "Beispiel")
    with pytest.raises(ProcessRefused, match="schon festgelegt"):
        terminate(second, END + DAY, coordination, "Beispiel")
    with pytest.raises(ProcessRefused, match="Grund"):
        terminate(second, END, coordination, " ")
    assert LedgerEntry.objects.filter(kind=EntryKind.TERMINATION).count() == 1


def test_a_visitor_reads_that_nothing_holds_any_more(
    client: Client, running: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    home().add_child(
        instance=AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=text.agreement)
    )
    terminate(running, TODAY + DAY, coordination, "Beispiel")
    assert client.get("/vereinbarung/").status_code == 200
    after = client.get(f"/vereinbarung/?stand={(TODAY + DAY).isoformat()}")
    assert after.status_code == 404
