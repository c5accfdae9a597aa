"""Checkpoints by mail: every party keeps a proof that does not lie in the portal."""

import json
import logging
import uuid
from email.mime.text import MIMEText
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreement.enums import EntryKind
from agreement.models import AgreementVersion, Checkpoint, CheckpointMail, LedgerEntry
from directory.enums import Role
from directory.models import Membership
from portal.accounts.models import User
from portal.accounts.notification_sending import IN_HAND, KEPT, OF_ONE_PERSON, pause_after

logger = logging.getLogger(__name__)

KEEPING = (Role.LEAD_EDITOR, Role.SIGNATORY)
"""Who keeps a checkpoint for an organisation."""


def tell_parties(checkpoint: Checkpoint, version: AgreementVersion) -> None:
    """Leave the checkpoint for everybody who is to keep it; call it in the act's transaction."""
    CheckpointMail.objects.bulk_create(
        [
            CheckpointMail(checkpoint=checkpoint, version=version, recipient_id=pk)
            for pk in sorted(keepers(version))
        ],
        ignore_conflicts=True,
    )


def keepers(version: AgreementVersion) -> frozenset[int]:
    """Return the keys of those who keep a version's checkpoints today.

    They are the lead editors and signatories of its parties, and the coordination.
    """
    parties = [one["organisation"] for one in json.loads(bytes(version.canonical))["parties"]]
    of_parties = Q(organisation__uuid__in=parties, role__in=KEEPING)
    found = Membership.objects.giving_rights().filter(of_parties | Q(role=Role.COORDINATION))
    return frozenset(found.filter(user__is_active=True).values_list("user", flat=True))


def send_checkpoints() -> int:
    """Send the checkpoints that wait, one mail each; return the number of mails.

    Ends early when the mail server cannot be reached: the next round tries again.
    """
    forget_old()
    connection = get_connection()
    sent = 0
    try:
        for pk in CheckpointMail.objects.to_send(timezone.now()).values_list("pk", flat=True):
            mail = _take_in_hand(pk)
            if mail is None:
                continue
            try:
                connection.open()
                _message(mail, connection).send()
            except (OSError, ValueError) as error:
                _note_failure(mail, error)
                if not isinstance(error, OF_ONE_PERSON):
                    break
            else:
                CheckpointMail.objects.filter(pk=pk).update(sent_at=timezone.now(), claim=None)
                sent += 1
    finally:
        connection.close()
    return sent


def forget_old() -> None:
    """Delete what was sent long ago; the checkpoint itself stays."""
    CheckpointMail.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()


def _take_in_hand(pk: int) -> CheckpointMail | None:
    """Return the mail if this sender, and no other, has it in hand from now on.

    Whoever keeps no checkpoints any more gets none: the mail is deleted.
    """
    now, claim = timezone.now(), uuid.uuid4()
    free = CheckpointMail.objects.free(now).filter(pk=pk)
    free.update(claim=claim, not_before=now + IN_HAND, attempts=F("attempts") + 1)
    taken = CheckpointMail.objects.filter(pk=pk, claim=claim)
    mail: CheckpointMail | None = taken.select_related("checkpoint", "version", "recipient").first()
    if mail and mail.recipient_id not in keepers(mail.version):
        taken.delete()
        return None
    return mail


def _note_failure(mail: CheckpointMail, error: Exception) -> None:
    """Make a pause. The log names the kind of failure only: its text may hold addresses."""
    logger.warning("A checkpoint could not be mailed (%s)", type(error).__name__)
    mail.not_before = timezone.now() + pause_after(mail.attempts)
    mail.claim = None
    mail.save(update_fields=["not_before", "claim"])


def _message(mail: CheckpointMail, connection: Any) -> EmailMessage:
    recipient: User = mail.recipient
    version, checkpoint = mail.version, mail.checkpoint
    with override(settings.LANGUAGE_CODE):
        base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        context = {
            "name": recipient.get_full_name(),
            "version": version,
            "agreement": version.agreement,
            "is_signed": _has(EntryKind.SIGNED, version, checkpoint),
            "is_being_signed": _has(EntryKind.SIGNATURE, version, checkpoint),
            "checkpoint": checkpoint,
            "file": file_name(checkpoint),
            "base": base,
        }
        subject = _("Bitte aufbewahren: Prüfpunkt zu Fassung %(number)s der Vereinbarung")
        message = EmailMessage(
            subject % {"number": version.number},
            render_to_string("email/checkpoint.txt", context),
            to=[recipient.email],
            headers={"Auto-Submitted": "auto-generated"},
            connection=connection,
        )
    # By base64, so that no mail server changes a byte.
    attached = MIMEText(checkpoint.note, "plain", "utf-8")
    attached.add_header("Content-Disposition", "attachment", filename=file_name(checkpoint))
    message.attach(attached)
    return message


def file_name(checkpoint: Checkpoint) -> str:
    """Return what the file of a checkpoint is called."""
    return f"checkpoint-{checkpoint.size}.txt"


def _has(kind: EntryKind, version: AgreementVersion, checkpoint: Checkpoint) -> bool:
    """Tell whether the ledger had such an entry when the checkpoint was made."""
    entries = LedgerEntry.objects.filter(version=version, kind=kind)
    return entries.filter(sequence__lte=checkpoint.size).exists()
