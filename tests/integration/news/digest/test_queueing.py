"""Issues are queued at seven, once, for whom they tell something."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.digest import queueing
from news.digest.queueing import queue_issues
from news.enums import Rhythm
from news.models import DigestIssue, DigestMail, DigestReader
from tests.factories.directory import organisation
from tests.integration.news.digest.readers import MONDAY, published, reader, topic

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def told() -> set[tuple[str, str]]:
    """Return whose mails wait, by the rhythm of the issue."""
    return set(DigestMail.objects.values_list("reader__email", "issue__rhythm"))


def test_on_monday_at_seven_both_issues_end_and_before_neither() -> None:
    published(organisation(), "Neu", MONDAY - HOUR)
    reader("taeglich@example.org", Rhythm.DAILY)
    reader("weekly@example.org", Rhythm.WEEKLY)
    queue_issues(MONDAY - timedelta(seconds=1))
    assert told() == set()
    queue_issues(MONDAY)
    assert told() == {("taeglich@example.org", "daily"), ("weekly@example.org", "weekly")}
    queue_issues(MONDAY + HOUR)
    assert DigestMail.objects.count() == 2, "once"


def test_on_other_days_only_the_daily_issue_ends() -> None:
    tuesday = MONDAY + timedelta(days=1)
    queue_issues(MONDAY)
    published(organisation(), "Neu", tuesday - HOUR)
    reader("taeglich@example.org", Rhythm.DAILY)
    reader("weekly@example.org", Rhythm.WEEKLY)
    queue_issues(tuesday)
    assert told() == {("taeglich@example.org", "daily")}


def test_across_the_change_of_the_clock_nothing_is_told_twice_and_nothing_left_out() -> None:
    saturday = datetime.fromisoformat("2026-03-28T07:00:00+01:00")
    for day in range(3):
        queue_issues(saturday + timedelta(days=day))
    issues = list(DigestIssue.objects.filter(rhythm=Rhythm.DAILY).order_by("ends_at"))
    assert [one.ends_at.astimezone(UTC).hour for one in issues] == [6, 5, 5]
    assert [one.begins_at for one in issues[1:]] == [one.ends_at for one in issues[:-1]]


def test_without_news_there_is_no_mail() -> None:
    reader()
    published(organisation(), "Alt", MONDAY - timedelta(days=8))
    published(organisation(), "Zu neu", MONDAY)
    queue_issues(MONDAY)
    assert told() == set()
    assert DigestIssue.objects.filter(queued_at=None).count() == 0


def test_what_visitors_may_not_read_brings_nobody_a_mail() -> None:
    reader()
    hidden = published(organisation(), "Verborgen", MONDAY - HOUR)
    type(hidden).objects.filter(pk=hidden.pk).update(live=False)
    queue_issues(MONDAY)
    assert told() == set()


def test_only_those_get_a_mail_whose_choice_fits() -> None:
    here, there, thema = organisation(), organisation(), topic()
    published(here, "Neu", MONDAY - HOUR, topics=[thema])
    reader("alles@example.org")
    reader("hier@example.org", organisations=[here])
    reader("dort@example.org", organisations=[there])
    reader("thema@example.org", topics=[thema])
    reader("anderes@example.org", topics=[topic()])
    reader("beides@example.org", organisations=[there], topics=[thema])
    queue_issues(MONDAY)
    assert {email for email, _rhythm in told()} == {
        "alles@example.org",
        "hier@example.org",
        "thema@example.org",
    }


def test_whoever_confirms_after_the_end_waits_for_the_next_issue() -> None:
    published(organisation(), "Neu", MONDAY - HOUR)
    reader("spaet@example.org", confirmed_at=MONDAY)
    reader("nie@example.org", confirmed_at=None)
    queue_issues(MONDAY + HOUR)
    assert told() == set()


def test_after_a_week_without_rounds_one_issue_tells_all_of_it() -> None:
    queue_issues(MONDAY)
    reader(rhythm=Rhythm.DAILY)
    published(organisation(), "Am Dienstag", MONDAY + timedelta(days=1))
    queue_issues(MONDAY + timedelta(days=7))
    newest = DigestIssue.objects.filter(rhythm=Rhythm.DAILY).latest("ends_at")
    assert newest.begins_at == MONDAY
    assert DigestIssue.objects.filter(rhythm=Rhythm.DAILY).count() == 2
    assert DigestMail.objects.count() == 1


def test_a_round_that_was_killed_in_between_is_taken_up_and_doubles_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queueing, "BATCH", 2)
    published(organisation(), "Neu", MONDAY - HOUR)
    for number in range(5):
        reader(f"leser{number}@example.org")
    written = queueing._mails

    def dying(issue: Any, keys: list[int], *more: Any) -> Any:
        if DigestMail.objects.count() >= 2:
            raise KeyboardInterrupt
        return written(issue, keys, *more)

    monkeypatch.setattr(queueing, "_mails", dying)
    with pytest.raises(KeyboardInterrupt):
        queue_issues(MONDAY)
    assert DigestMail.objects.count() == 2
    first = set(DigestMail.objects.values_list("pk", flat=True))
    monkeypatch.setattr(queueing, "_mails", written)
    queue_issues(MONDAY + HOUR)
    assert DigestMail.objects.count() == 5
    assert first < set(DigestMail.objects.values_list("pk", flat=True))


def test_queueing_asks_a_constant_number_of_queries_for_each_batch() -> None:
    here = organisation()
    published(here, "Neu", MONDAY - HOUR)

    def queries(readers: int) -> int:
        DigestIssue.objects.all().delete()
        DigestReader.objects.all().delete()
        for number in range(readers):
            reader(f"leser{number}@example.org", organisations=[here])
        with CaptureQueriesContext(connection) as captured:
            queue_issues(MONDAY)
        assert DigestMail.objects.count() == readers
        return len(captured)

    queries(1)
    assert queries(3) == queries(30)


def test_old_issues_are_forgotten_but_the_newest_of_each_rhythm() -> None:
    for day in range(3):
        queue_issues(MONDAY + timedelta(days=day))
    queueing.forget_old_issues(MONDAY + timedelta(days=90))
    assert sorted(DigestIssue.objects.values_list("rhythm", "ends_at")) == [
        ("daily", MONDAY + timedelta(days=2)),
        ("weekly", MONDAY),
    ]
