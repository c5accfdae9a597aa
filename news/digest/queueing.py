"""Writing down the mails of an issue, once, however many rounds run or are killed.

An issue is made by one row that cannot be made twice, and so is each of its mails. A round
that was killed in between is taken up by the next one: what is written already stays.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from news.digest.choosing import Choice, Contents, picked
from news.digest.contents import choices_of, contents_of
from news.digest.periods import last_end, usual_begin
from news.enums import DigestMailKind, Rhythm
from news.models import DigestIssue, DigestMail, DigestReader
from portal.accounts.notification_sending import KEPT

BATCH = 1000
"""So many readers are asked about, and written to, by one statement each."""


def queue_issues(now: datetime) -> int:
    """Write down the mails of the issues that have ended; return how many issues.

    After days without a round there is one issue, of all that came out since the last one.
    """
    for rhythm in Rhythm:
        _make_issue(rhythm, now)
    waiting = DigestIssue.objects.filter(queued_at=None).order_by("ends_at", "pk")
    done = 0
    for issue in waiting:
        _queue(issue, now)
        done += 1
    return done


def forget_old_issues(now: datetime) -> None:
    """Delete issues of long ago that no mail speaks of; the newest of a rhythm stays.

    It says since when the next one tells.
    """
    newest = [_newest(rhythm) for rhythm in Rhythm]
    old = DigestIssue.objects.filter(ends_at__lt=now - KEPT, mails=None)
    old.exclude(pk__in=[issue.pk for issue in newest if issue]).delete()


def _make_issue(rhythm: Rhythm, now: datetime) -> None:
    zone = timezone.get_default_timezone()
    end, before = last_end(rhythm, now, zone), _newest(rhythm)
    if before and before.ends_at >= end:
        return
    begin = before.ends_at if before else usual_begin(rhythm, end, zone)
    DigestIssue.objects.get_or_create(rhythm=rhythm, ends_at=end, defaults={"begins_at": begin})


def _newest(rhythm: Rhythm) -> DigestIssue | None:
    return DigestIssue.objects.filter(rhythm=rhythm).order_by("-ends_at").first()


def _queue(issue: DigestIssue, now: datetime) -> None:
    contents = contents_of(issue, now)
    if contents:
        wanted: dict[Choice, bool] = {}
        for keys in _readers(issue):
            DigestMail.objects.bulk_create(
                _mails(issue, keys, contents, wanted), batch_size=BATCH, ignore_conflicts=True
            )
    DigestIssue.objects.filter(pk=issue.pk, queued_at=None).update(queued_at=timezone.now())


def _readers(issue: DigestIssue) -> Iterator[list[int]]:
    """Yield the keys of the readers of an issue, batch by batch.

    Only of those who confirmed before it ended: whoever comes later gets the next one.
    """
    readers = DigestReader.objects.filter(rhythm=issue.rhythm, confirmed_at__lt=issue.ends_at)
    last = 0
    while keys := list(
        readers.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield keys
        last = keys[-1]


def _mails(
    issue: DigestIssue, keys: list[int], contents: Contents, wanted: dict[Choice, bool]
) -> list[Any]:
    """Return the mails for the readers to whom the issue tells something."""
    mails = []
    for reader, choice in choices_of(keys).items():
        if choice not in wanted:
            wanted[choice] = bool(picked(contents, choice))
        if wanted[choice]:
            mails.append(DigestMail(reader_id=reader, kind=DigestMailKind.ISSUE, issue=issue))
    return mails
