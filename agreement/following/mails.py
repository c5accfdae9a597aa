"""Mails to addresses without an account: the request to confirm, and what changed.

Each can be stopped by one click, in the mail program too (RFC 8058). The log names neither
address nor secret.
"""

import logging
import uuid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreement.enums import FollowMail
from agreement.following.actions import CONFIRMED_WITHIN, forget_unconfirmed
from agreement.following.notices import changes_path, tell_followers, text_before
from agreement.following.subjects import followed
from agreement.models.sealed import AgreementVersion, LedgerEntry
from agreement.models.subscription import SubscriptionMail
from portal.accounts.notification_sending import IN_HAND, KEPT, OF_ONE_PERSON, pause_after
from portal.core.visibility import Viewer, visible

logger = logging.getLogger(__name__)


def send_to_followers() -> int:
    """Leave what followers are to be told, and mail the addresses; return the number of mails.

    Ends early when the mail server cannot be reached: the next round tries again. On the way
    it forgets what was sent long ago, and who did not confirm in time.
    """
    now = timezone.now()
    SubscriptionMail.objects.filter(sent_at__lt=now - KEPT).delete()
    forget_unconfirmed(now)
    tell_followers(now)
    connection = get_connection()
    sent = 0
    try:
        for pk in SubscriptionMail.objects.to_send(timezone.now()).values_list("pk", flat=True):
            mail = _take_in_hand(pk)
            message = _message(mail, connection) if mail else None
            if mail is None or message is None:
                continue
            try:
                connection.open()
                message.send()
            except (OSError, ValueError) as error:
                _note_failure(mail, error)
                if not isinstance(error, OF_ONE_PERSON):
                    break
            else:
                SubscriptionMail.objects.filter(pk=pk).update(sent_at=timezone.now(), claim=None)
                sent += 1
    finally:
        connection.close()
    return sent


def _take_in_hand(pk: int) -> SubscriptionMail | None:
    """Return the mail if this sender, and no other, has it in hand from now on.

    What visitors may no longer read, or not any more, is deleted: a mail must not tell it.
    """
    now, claim = timezone.now(), uuid.uuid4()
    free = SubscriptionMail.objects.free(now).filter(pk=pk)
    free.update(claim=claim, not_before=now + IN_HAND, attempts=F("attempts") + 1)
    taken = SubscriptionMail.objects.filter(pk=pk, claim=claim)
    mail: SubscriptionMail | None = taken.select_related(
        "subscription__agreement", "version__agreement"
    ).first()
    if mail and mail.version_id and not _may_be_told(mail):
        taken.delete()
        return None
    return mail


def _may_be_told(mail: SubscriptionMail) -> bool:
    versions = AgreementVersion.objects.filter(pk=mail.version_id or 0)
    return visible(versions, Viewer()).exists()


def _note_failure(mail: SubscriptionMail, error: Exception) -> None:
    """Make a pause. The log names the kind of failure only: its text may hold addresses."""
    logger.warning("A follower could not be mailed (%s)", type(error).__name__)
    mail.not_before = timezone.now() + pause_after(mail.attempts)
    mail.claim = None
    mail.save(update_fields=["not_before", "claim"])


def _message(mail: SubscriptionMail, connection: Any) -> EmailMessage | None:
    """Return the mail; None if what was followed is not for visitors any more."""
    row = mail.subscription
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with override(settings.LANGUAGE_CODE):
        what = followed(row.agreement, row.section, row.clause, Viewer())
        if what is None:
            SubscriptionMail.objects.filter(pk=mail.pk).delete()
            return None
        stop_url = base + reverse("following_stop", args=[row.secret])
        context = {
            "what": what,
            "title": row.agreement.title,
            "is_confirmed": row.confirmed_at is not None,
            "until": timezone.localdate(row.created_at + CONFIRMED_WITHIN),
            "address": base + reverse("following", args=[row.secret]),
            "base": base,
            "stop_url": stop_url,
            **(_facts(mail) if mail.version_id else {}),
        }
        is_request = mail.event == FollowMail.CONFIRMATION
        template = "email/following_confirm.txt" if is_request else "email/following.txt"
        headers = {"Auto-Submitted": "auto-generated"}
        if row.confirmed_at is not None:
            headers["List-Unsubscribe"] = f"<{stop_url}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return EmailMessage(
            _one_line(_subject(mail)),
            render_to_string(template, context),
            to=[row.email],
            headers=headers,
            connection=connection,
        )


def _facts(mail: SubscriptionMail) -> dict[str, Any]:
    version: Any = mail.version
    day = LedgerEntry.objects.filter(version=version, effective_on__isnull=False)
    effective_on = day.order_by("-sequence").values_list("effective_on", flat=True).first()
    before = text_before(version, effective_on or timezone.localdate(mail.created_at))
    if before and not visible(AgreementVersion.objects.filter(pk=before.pk), Viewer()).exists():
        before = None
    return {
        "number": version.number,
        "is_in_force": mail.event == FollowMail.IN_FORCE,
        "day": date_format(effective_on) if effective_on else "",
        "path": changes_path(version, before),
    }


def _subject(mail: SubscriptionMail) -> str:
    title = mail.subscription.agreement.title
    if mail.event == FollowMail.CONFIRMATION:
        return _("Bitte bestätigen: Mails zu „%(title)s“") % {"title": title}
    facts = {"title": title, "number": mail.version.number if mail.version else ""}
    if mail.event == FollowMail.SIGNED:
        return _("%(title)s: Fassung %(number)s ist unterzeichnet") % facts
    return _("%(title)s: Fassung %(number)s ist in Kraft") % facts


def _one_line(text: str) -> str:
    return " ".join(text.split())
