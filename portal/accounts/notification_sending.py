"""Sending notices: one mail per person with all that waits, by as many senders as you like.

A sender takes a person's notices in hand by one UPDATE, which no other sender can make twice;
should it die, they are free again after a while. Whatever the mail server does, no notice is
lost: a failure only makes a pause, longer each time.
"""

import logging
import uuid
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override

from portal.accounts.mail_rounds import queues
from portal.accounts.models import Notification, User
from portal.accounts.notifications import still_concerns

logger = logging.getLogger(__name__)

IN_HAND = timedelta(minutes=5)
"""Far longer than a mail takes: only a dead sender has a notice in hand for so long."""
LONGEST_PAUSE = timedelta(hours=1)
KEPT = timedelta(days=30)
"""How long a sent notice is kept, to answer whether somebody was told."""
OF_ONE_PERSON = (SMTPRecipientsRefused, SMTPDataError, ValueError)
"""Failures that say nothing about the next person's mail."""


def send_waiting() -> int:
    """Send what waits, and return the number of mails.

    Ends early when the mail server cannot be reached: the next round tries again.
    """
    connection = get_connection()
    sent = 0
    try:
        for person in _people_to_tell():
            notices = _take_in_hand(person)
            if not notices:
                continue
            try:
                connection.open()
                _mail(person, notices, connection).send()
            except (OSError, ValueError) as error:
                _note_failure(notices, error)
                if not isinstance(error, OF_ONE_PERSON):
                    break
            else:
                _note_success(notices)
                sent += 1
    finally:
        connection.close()
    return sent


def forget_old() -> None:
    """Delete what was sent long ago, and what waits for accounts that were closed long ago."""
    before = timezone.now() - KEPT
    Notification.objects.filter(sent_at__lt=before).delete()
    Notification.objects.waiting().filter(
        created_at__lt=before, recipient__is_active=False
    ).delete()


def try_again() -> int:
    """Let senders try again what was given up; returns the number of notices."""
    now = timezone.now()
    return sum(queue.given_up().update(attempts=0, not_before=now) for queue in _queues())


def _people_to_tell() -> list[User]:
    """Return who has a notice older than the quiet time, who waits longest first."""
    now = timezone.now()
    quiet = timedelta(seconds=settings.NOTIFICATION_DELAY_SECONDS)
    due = Notification.objects.to_send(now).filter(created_at__lte=now - quiet)
    order = dict.fromkeys(due.order_by("created_at").values_list("recipient", flat=True))
    people = User.objects.in_bulk(order)
    return [people[pk] for pk in order if pk in people]


def _take_in_hand(person: User) -> list[Notification]:
    """Return the person's notices that this sender, and no other, has in hand from now on.

    What the person may no longer see is deleted: a mail must not tell what the portal hides.
    """
    now, claim = timezone.now(), uuid.uuid4()
    free = Notification.objects.free(now).filter(recipient=person)
    free.update(claim=claim, not_before=now + IN_HAND, attempts=F("attempts") + 1)
    taken = list(Notification.objects.filter(claim=claim))
    concerning = [notice for notice in taken if still_concerns(person, notice)]
    dropped = {notice.pk for notice in taken} - {notice.pk for notice in concerning}
    Notification.objects.filter(pk__in=dropped).delete()
    return concerning


def _mail(person: User, notices: list[Notification], connection: Any) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        context = {
            "name": person.get_full_name(),
            "base": settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
            "notices": notices,
            "preferences": reverse("account_notifications"),
        }
        number = len(notices)
        subject = ngettext(
            "Eine Nachricht aus dem Schnittstellenportal",
            "%(number)s Nachrichten aus dem Schnittstellenportal",
            number,
        )
        return EmailMessage(
            subject % {"number": number},
            render_to_string("email/notifications.txt", context),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
            connection=connection,
        )


def _note_success(notices: list[Notification]) -> None:
    pks = [notice.pk for notice in notices]
    Notification.objects.filter(pk__in=pks).update(sent_at=timezone.now(), claim=None)


def _note_failure(notices: list[Notification], error: Exception) -> None:
    """Make a pause. The log names the kind of failure only: its text may hold addresses."""
    logger.warning("A mail could not be sent (%s); it is tried again", type(error).__name__)
    now = timezone.now()
    for notice in notices:
        notice.not_before, notice.claim = now + pause_after(notice.attempts), None
    Notification.objects.bulk_update(notices, ["not_before", "claim"])


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: a minute, then twice as long each time."""
    doubled = timedelta(minutes=2 ** min(attempts - 1, 10))
    return min(doubled, LONGEST_PAUSE)


def backlog(now: datetime | None = None) -> tuple[int, int]:
    """Return how many notices were given up, and how many are late altogether."""
    late = [queue.late(now or timezone.now()) for queue in _queues()]
    return sum(one.given_up().count() for one in late), sum(one.count() for one in late)


def _queues() -> list[Any]:
    """Return the tables in which mails wait: those of the notices, and what others added."""
    return [Notification.objects, *queues()]
