"""The coordination's acts on a consultation: ask the partners, give more time, end it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.consultation import notices
from agreement.consultation.carrying import carry_open_comments
from agreement.consultation.refusals import ConsultationRefused
from agreement.consultation.rounds import last_round, text_of_round
from agreement.days import NO_SUCH_DAY, makes_sense
from agreement.enums import Disclosure, ProcessState
from agreement.models.consultation import Consultation, Invitation
from agreement.models.evidence import ProcessFreeze
from agreement.models.process import VersionProcess
from agreement.process.gate import permit
from directory.audit import record
from directory.models import OrganisationPage


def invite(
    process: VersionProcess,
    by: Any,
    *,
    open_until: date,
    organisations: Iterable[str | UUID] | None = None,
    disclosure: str = Disclosure.RELEASED,
    message: str = "",
) -> Consultation:
    """Ask organisations what they say to the last frozen round of a process, until a day.

    `organisations` are UUIDs; None asks every party of that text. Once for each round; what
    earlier rounds left open is asked again here. Raises PermissionDenied for anybody but the
    coordination, and ConsultationRefused with a sentence.
    """
    permit(by)
    _check_day(open_until)
    with transaction.atomic():
        current = VersionProcess.objects.select_for_update().get(pk=process.pk)
        freeze = _round_to_ask(current)
        names = _names_of(freeze, organisations)
        made: Consultation = Consultation.objects.create(
            process=current,
            freeze=freeze,
            open_until=open_until,
            disclosure=disclosure,
            message=message.strip(),
        )
        Invitation.objects.bulk_create(
            Invitation(consultation=made, organisation=uuid, organisation_name=name)
            for uuid, name in names.items()
        )
        carried = carry_open_comments(made)
        data = {"round": freeze.round, "carried": carried}
        record(current, "portal.consultation.invite", user=by, data=data)
        notices.tell_organisations(made, names, notices.INVITED, by)
    return made


def extend(consultation: Consultation, by: Any, open_until: date) -> Consultation:
    """Give the organisations more time, also when the last day is over; they are told.

    Raises PermissionDenied for anybody but the coordination, and ConsultationRefused.
    """
    permit(by)
    _check_day(open_until)
    with transaction.atomic():
        current = _running(consultation)
        if open_until <= current.open_until:
            raise ConsultationRefused(
                _("Kürzer wird eine Frist nicht. Wählen Sie einen Tag nach dem bisherigen.")
            )
        current.open_until = open_until
        current.save(update_fields=["open_until"])
        current.invitations.update(reminded_on=None)
        record(current.process, "portal.consultation.extend", user=by)
        notices.tell_organisations(current, _asked(current), notices.EXTENDED, by)
    return current


def end(consultation: Consultation, by: Any) -> Consultation:
    """End a consultation before the process goes on: nobody answers any more; all are told.

    Raises PermissionDenied for anybody but the coordination, and ConsultationRefused.
    """
    permit(by)
    with transaction.atomic():
        current = _running(consultation)
        current.ended_at = timezone.now()
        current.save(update_fields=["ended_at"])
        record(current.process, "portal.consultation.end", user=by)
        notices.tell_organisations(current, _asked(current), notices.ENDED, by)
    return current


def _running(consultation: Consultation) -> Consultation:
    rows = Consultation.objects.select_related("process__agreement")
    current: Consultation = rows.select_for_update(of=("self",)).get(pk=consultation.pk)
    if current.ended_at is not None:
        raise ConsultationRefused(_("Diese Abstimmung ist schon beendet."))
    return current


def _asked(consultation: Consultation) -> list[str]:
    uuids = consultation.invitations.values_list("organisation", flat=True)
    return [str(uuid) for uuid in uuids]


def _check_day(open_until: date) -> None:
    if not makes_sense(open_until):
        raise ConsultationRefused(str(NO_SUCH_DAY))
    if open_until < timezone.localdate():
        raise ConsultationRefused(
            _("Dieser Tag ist schon vorbei. Wählen Sie heute oder einen späteren Tag.")
        )


def _round_to_ask(process: VersionProcess) -> ProcessFreeze:
    freeze = last_round(process)
    if process.state != ProcessState.CONSULTATION or freeze is None:
        raise ConsultationRefused(
            _("Einladen lässt sich nur, solange ein Text eingefroren und in Abstimmung ist.")
        )
    if Consultation.objects.filter(freeze=freeze).exists():
        raise ConsultationRefused(
            _("Zu dieser Runde sind die Organisationen schon eingeladen. Laden Sie die Seite neu.")
        )
    return freeze


def _names_of(freeze: ProcessFreeze, organisations: Iterable[str | UUID] | None) -> dict[str, str]:
    """Return the organisations to ask, by UUID; parties go by the name in the text."""
    parties = {party.organisation: party.name for party in text_of_round(freeze).parties}
    wanted = set(parties) if organisations is None else {str(one) for one in organisations}
    if not wanted:
        raise ConsultationRefused(_("Wählen Sie mindestens eine Organisation."))
    others = OrganisationPage.objects.live().filter(uuid__in=wanted - set(parties))
    known = parties | {str(uuid): title for uuid, title in others.values_list("uuid", "title")}
    if not wanted <= set(known):
        raise ConsultationRefused(
            _("Eine der gewählten Organisationen gibt es nicht mehr. Wählen Sie neu.")
        )
    return {uuid: known[uuid] for uuid in sorted(wanted)}
