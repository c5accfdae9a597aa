"""Writing, changing, taking back and confirming internal notices."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.audit.recording import record
from directory.models import OrganisationPage
from news.enums import NoticeAudience
from news.models.notices import Notice, NoticeAcknowledgement
from news.notices.asking import asked_of, holding, is_over, still_to_confirm, wording_of
from news.notices.mails import ask
from news.notices.permissions import may_withdraw, may_write
from news.notices.refusals import NoticeRefused
from portal.accounts.models import User


@transaction.atomic
def write(
    by: Any,
    *,
    organisation: OrganisationPage | None,
    audience: str,
    title: str,
    text: str,
    asks_acknowledgement: bool = False,
    until: date | None = None,
) -> Notice:
    """Tell something; who is asked to confirm it gets a mail.

    Raises PermissionDenied for who may not write there, NoticeRefused with a sentence.
    """
    if not may_write(by, organisation.pk if organisation else None):
        raise PermissionDenied
    _check(organisation, audience, until)
    notice = Notice.objects.create(
        organisation=organisation,
        audience=audience,
        title=title,
        text=text,
        asks_acknowledgement=asks_acknowledgement,
        until=until,
        made_by=by,
    )
    record(notice, "portal.notice.write", user=by)
    if asks_acknowledgement:
        ask(notice)
    return notice


@transaction.atomic
def change(
    notice: Notice,
    by: Any,
    *,
    seen: str,
    is_minor: bool,
    audience: str,
    title: str,
    text: str,
    asks_acknowledgement: bool,
    until: date | None,
) -> Notice:
    """Change a notice; other words ask everybody anew, unless it is a slip of the pen.

    `seen` is the wording (see `wording_of`) that whoever changes it had before the eyes.
    Raises PermissionDenied, and NoticeRefused if it was changed or taken back in between.
    """
    row = _row(notice)
    if not may_write(by, row.organisation_id):
        raise PermissionDenied
    if row.withdrawn_at:
        raise NoticeRefused(_("Der Hinweis ist inzwischen zurückgenommen."))
    if seen != wording_of(row):
        raise NoticeRefused(
            _(
                "Inzwischen hat jemand anderes den Hinweis geändert. Öffnen Sie ihn in einem neuen "
                "Fenster, vergleichen Sie, und speichern Sie dann Ihren Text noch einmal."
            )
        )
    _check(row.organisation, audience, until)
    asked = set(still_to_confirm(row).values_list("pk", flat=True)) if _asks(row) else set()
    asks_anew = not is_minor and (row.title, row.text) != (title, text)
    if asks_anew:
        row.changed_at = timezone.now()
    row.audience, row.title, row.text, row.until = audience, title, text, until
    row.asks_acknowledgement = asks_acknowledgement
    row.save()
    record(row, "portal.notice.change", user=by)
    if asks_acknowledgement:
        # Who was asked already and has read nothing else is not asked twice.
        ask(row, but=() if asks_anew else asked, is_changed=asks_anew)
    return row


@transaction.atomic
def withdraw(notice: Notice, by: Any) -> None:
    """Take a notice back: only its writers find it from now on. Twice is once.

    Raises PermissionDenied.
    """
    row = _row(notice)
    if not may_withdraw(by, row):
        raise PermissionDenied
    if row.withdrawn_at is None:
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at"])
        record(row, "portal.notice.withdraw", user=by)


@transaction.atomic
def acknowledge(notice: Notice, by: User, *, seen: str) -> None:
    """Note that somebody has read a notice; twice is once, and the first moment stays.

    `seen` is the wording that was read. Raises NoticeRefused if it says something else by now,
    or if nothing is to be confirmed. Whether he may see it the caller has asked.
    """
    row = _row(notice)
    if not holding(Notice.objects.filter(pk=row.pk)).filter(asked_of(by)).exists():
        raise NoticeRefused(_("Hier ist für Sie nichts zu bestätigen."))
    if seen != wording_of(row):
        raise NoticeRefused(
            _("Der Hinweis hat sich inzwischen geändert. Bitte lesen Sie ihn noch einmal.")
        )
    now = timezone.now()
    made, is_new = NoticeAcknowledgement.objects.get_or_create(
        notice=row, user=by, defaults={"at": now}
    )
    if not is_new and row.changed_at and made.at < row.changed_at:
        made.at = now
        made.save(update_fields=["at"])


def _check(organisation: OrganisationPage | None, audience: str, until: date | None) -> None:
    if organisation is None and audience != NoticeAudience.NETWORK:
        raise NoticeRefused(_("Ein Hinweis der Koordination ist für alle im Netzwerk."))
    if until is not None and is_over(Notice(until=until)):
        raise NoticeRefused(_("Wählen Sie einen Tag, der noch nicht vorbei ist."))


def _asks(row: Notice) -> bool:
    return row.asks_acknowledgement and not is_over(row)


def _row(notice: Notice) -> Notice:
    # The organisation may be none, and PostgreSQL locks no outer join: it is read by itself.
    return Notice.objects.select_for_update().get(pk=notice.pk)
