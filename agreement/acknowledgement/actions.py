"""Acts: the network is told what changes, a person confirms having read it, rows are erased."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agreement import reading
from agreement.acknowledgement import notices
from agreement.acknowledgement.telling import Telling, tellings
from agreement.acknowledgement.what import Touched
from agreement.impact_page.network import people_of_organisations
from agreement.models.acknowledgement import Acknowledgement, ChangesTold
from agreement.models.sealed import AgreementVersion
from directory.models import Membership

FIRST_REMINDER, LAST_REMINDER = timedelta(days=14), timedelta(days=28)


class ReadSomethingElse(Exception):
    """What somebody confirmed is not what is to be read by now: shown anew, asked again."""


class NothingToConfirm(Exception):
    """Nothing but editorial changes, or none at all, touch the organisation."""


def tell_changes(today: date | None = None) -> int:
    """Tell the network what the versions in force change, each once; return how many were told.

    Called in every round of mails: a day that was missed is made up for. Once a day newcomers
    are told, too, and who has not confirmed is reminded.
    """
    day = today or timezone.localdate()
    pending = ChangesTold.objects.filter(looked_at_on=day).values("version")
    due = AgreementVersion.objects.in_force_on(day).filter(is_legacy=False)
    if not due.exclude(pk__in=pending).exists():
        return 0
    return sum(_tell(telling, day) for telling in tellings(day))


def tell_in_round() -> int:
    """Tell what is due; the notices it leaves are mailed, and counted, by the next round."""
    tell_changes()
    return 0


@transaction.atomic
def _tell(telling: Telling, day: date) -> int:
    """Tell of one version, or look again at one that was told; two rounds at once do it once."""
    told, is_new = ChangesTold.objects.get_or_create(
        version=telling.version,
        defaults={
            "effective_on": telling.effective_on,
            "compared_with": telling.before,
            "looked_at_on": day,
        },
    )
    if is_new:
        _announce(telling)
        return 1
    free = ChangesTold.objects.filter(pk=told.pk).exclude(looked_at_on=day)
    if free.update(looked_at_on=day):
        _look_again(telling, day)
    return 0


def _announce(telling: Telling) -> None:
    """Tell everybody; whom something touches gets it to confirm."""
    people = people_of_organisations()
    for uuid, keys in sorted(people.items()):
        if uuid not in telling.names:
            continue
        found = telling.touched(uuid)
        if found.needs_confirmation:
            _ask(telling, found, keys)
        notices.tell_organisation(telling, found, keys)
    reached = {key for uuid, keys in people.items() if uuid in telling.names for key in keys}
    notices.tell_others(telling, people.get("", set()) - reached)


def _ask(telling: Telling, found: Touched, people: Iterable[int]) -> None:
    uuid = found.organisation.uuid
    Acknowledgement.objects.bulk_create(
        [
            Acknowledgement(
                user_id=key,
                version=telling.version,
                organisation=uuid,
                organisation_name=telling.names[uuid],
                digest=telling.digest(found),
            )
            for key in sorted(people)
        ],
        ignore_conflicts=True,
    )


def _look_again(telling: Telling, day: date) -> None:
    """Tell who joined since, forget what nobody is asked any more, and remind the others.

    Who confirmed something else than is to be read by now is asked again.
    """
    people = people_of_organisations()
    rows: dict[str, dict[int, Acknowledgement]] = {}
    for row in Acknowledgement.objects.filter(version=telling.version):
        rows.setdefault(str(row.organisation), {})[row.user_id] = row
    for uuid, keys in sorted(people.items()):
        found = telling.touched(uuid) if uuid in telling.names else None
        if found is None or not found.needs_confirmation:
            continue
        known = rows.pop(uuid, {})
        newcomers = keys - known.keys()
        if newcomers:
            _ask(telling, found, newcomers)
            notices.tell_newcomers(telling, found, newcomers)
        mine = [row for key, row in known.items() if key in keys]
        _remind(telling, found, mine, day)
        _ask_again(telling, found, mine)
        _forget_unread(row for key, row in known.items() if key not in keys)
    # What is left is of organisations that nothing touches any more, or that have nobody.
    _forget_unread(row for known in rows.values() for row in known.values())


def _forget_unread(rows: Iterable[Acknowledgement]) -> None:
    gone = [row.pk for row in rows]
    Acknowledgement.objects.filter(pk__in=gone, read_at=None).delete()


def _ask_again(telling: Telling, found: Touched, rows: list[Acknowledgement]) -> None:
    digest = telling.digest(found)
    other = [row for row in rows if row.read_at and row.digest != digest]
    Acknowledgement.objects.filter(pk__in=[row.pk for row in other]).update(
        digest=digest, told_at=timezone.now(), read_at=None, reminded_on=None
    )
    notices.tell_again(telling, found, [row.user_id for row in other])


def _remind(telling: Telling, found: Touched, rows: list[Acknowledgement], day: date) -> None:
    due = [row for row in rows if is_due(row, day)]
    for row in due:
        row.reminded_on = day
    Acknowledgement.objects.bulk_update(due, ["reminded_on"])
    notices.remind(telling, found, [row.user_id for row in due])


def is_due(row: Acknowledgement, day: date) -> bool:
    """Return whether somebody is to be reminded: after 14 days, once more after 28, then never."""
    if row.read_at is not None:
        return False
    told = timezone.localdate(row.told_at)
    if row.reminded_on is None:
        return day >= told + FIRST_REMINDER
    return day >= told + LAST_REMINDER and row.reminded_on < told + LAST_REMINDER


def organisations_of(user: Any) -> set[str]:
    """Return the organisations (UUIDs) somebody belongs to now, asked afresh (one query)."""
    held = Membership.objects.giving_rights().filter(user=user.pk, organisation__isnull=False)
    return {str(uuid) for uuid in held.values_list("organisation__uuid", flat=True)}


def confirm(user: Any, telling: Telling, organisation: str, digest: str) -> Acknowledgement:
    """Note that somebody has read what touches an organisation of his, exactly that.

    Raises PermissionDenied for another's organisation, NothingToConfirm, and ReadSomethingElse
    if what is to be read by now is not what the page showed.
    """
    if organisation not in telling.names or organisation not in organisations_of(user):
        raise PermissionDenied
    found = telling.touched(organisation)
    if not found.needs_confirmation:
        raise NothingToConfirm
    if digest != telling.digest(found):
        raise ReadSomethingElse
    row, _is_new = Acknowledgement.objects.update_or_create(
        user=user,
        version=telling.version,
        organisation=organisation,
        defaults={
            "organisation_name": telling.names[organisation],
            "digest": digest,
            "read_at": timezone.now(),
        },
    )
    return row


def forget_acknowledgements(now: datetime) -> int:
    """Delete who read what of versions long superseded (ACKNOWLEDGEMENT_DAYS); return how many."""
    before = timezone.localdate(now) - timedelta(days=settings.ACKNOWLEDGEMENT_DAYS)
    told = AgreementVersion.objects.filter(acknowledgements__isnull=False)
    agreements = set(told.values_list("agreement", flat=True))
    over = [
        period.version.pk
        for key in agreements
        for period in reading.periods(
            AgreementVersion.objects.filter(agreement=key).without_bytes()
        )
        if period.ends and period.ends < before
    ]
    return int(Acknowledgement.objects.filter(version__in=over).delete()[0])
