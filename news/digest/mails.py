"""The digest's part in the rounds of mails: old rows go, issues are queued, mails are sent."""

from datetime import datetime
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.utils import timezone

from news.digest import actions
from news.digest.bounces import Verdict, verdict_on_reply
from news.digest.contents import choices_of
from news.digest.handing_over import connection_for_round, hand_over
from news.digest.in_hand import InHand, NoLongerOurs
from news.digest.queueing import forget_old_issues, queue_issues
from news.digest.wording import Editions, message_of
from news.enums import DigestMailKind
from news.models import DigestMail
from portal.accounts.notification_sending import KEPT, OF_ONE_PERSON

MOST_IN_A_ROUND = 500
"""Then notices and other mails have their turn; the next round goes on."""


def send_digests() -> int:
    """Queue what is due, send what waits, and return the number of mails.

    Ends early when the mail server cannot be reached: the next round tries again.
    """
    now = timezone.now()
    _forget(now)
    queue_issues(now)
    rows = list(_waiting(timezone.now()))
    if not rows:
        return 0
    choices = choices_of({reader for _pk, reader in rows})
    editions, connection = Editions(now), connection_for_round()
    sent = 0
    try:
        for pk, reader in rows:
            held = InHand.take(pk)
            if held is None:
                continue
            is_issue = held.mail.kind == DigestMailKind.ISSUE
            text = editions.text_for(held.mail.issue, choices[reader]) if is_issue else ""
            if is_issue and not text:
                held.drop()
                continue
            try:
                connection.open()
                hand_over(message_of(held.mail, text, connection), held.mark)
            except NoLongerOurs:
                connection.close()
            except (OSError, ValueError) as error:
                _note_failure(held, error)
                if not isinstance(error, OF_ONE_PERSON):
                    break
            else:
                sent += 1
    finally:
        connection.close()
    return sent


def _forget(now: datetime) -> None:
    DigestMail.objects.filter(sent_at__lt=now - KEPT).delete()
    actions.forget_unconfirmed(now)
    forget_old_issues(now)


def _waiting(now: datetime) -> Any:
    """Return keys of mails and their readers: first who waits for a question, then the issues."""
    questions_first = DigestMail.objects.to_send(now).order_by("kind", "created_at", "pk")
    return questions_first.values_list("pk", "reader_id")[:MOST_IN_A_ROUND]


def _note_failure(held: InHand, error: Exception) -> None:
    """Let an address go that the mail server calls gone; else try again later."""
    if isinstance(error, SMTPRecipientsRefused):
        replies: list[Any] = list(error.recipients.values())  # one: a mail has one recipient
        said = [verdict_on_reply(code, _text(reply)) for code, reply in replies]
        if said == [Verdict.GONE]:
            actions.end_of([held.mail.reader_id])
            return
    held.let_go(error)


def _text(reply: bytes | str) -> str:
    return reply.decode(errors="replace") if isinstance(reply, bytes) else reply
