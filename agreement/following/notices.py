"""What followers are told: a version was signed, or took effect, that changes what they follow.

Found in the rounds of mails, from the ledger: no act can forget it, and a portal that was off
for days catches up. Each is told once; who began to follow afterwards is not told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from agreement import reading
from agreement.enums import EntryKind, FollowMail
from agreement.following.subjects import Followed, named
from agreement.following.touching import touches
from agreement.impact_page.network import people_of_organisations
from agreement.models.sealed import AgreementVersion, LedgerEntry
from agreement.models.subscription import FollowersTold, Subscription, SubscriptionMail
from portal.accounts.models import User
from portal.accounts.notifications import notify
from portal.core.languages import localized_path
from portal.core.visibility import Viewer, visible

FOLLOWING = "abonnements"
"""The kind of these notices."""

SIGNED = _(
    "%(title)s: Fassung %(number)s ist unterzeichnet. Das ändert sich, wie abonniert: %(what)s."
)
IN_FORCE = _(
    "%(title)s: Fassung %(number)s gilt seit dem %(day)s. Das hat sich geändert, wie abonniert: "
    "%(what)s."
)
WHOLE = _("die Vereinbarung")

EVENTS = {FollowMail.SIGNED: EntryKind.SIGNED, FollowMail.IN_FORCE: EntryKind.COMMENCEMENT}


@dataclass(frozen=True)
class Event:
    """That a version was signed, or took effect: since when, and which text held before."""

    version: AgreementVersion
    kind: FollowMail
    happened_at: datetime
    day: date
    before: AgreementVersion | None


def tell_followers(now: datetime | None = None) -> int:
    """Leave what followers are to be told; return for how many events.

    Of a version that was signed and took effect in the same round the latter alone is told.
    """
    moment = now or timezone.now()
    due = {(entry.version_id, kind): entry for kind, entry in _due(timezone.localdate(moment))}
    told = 0
    for (version, kind), entry in due.items():
        is_last_word = kind == FollowMail.IN_FORCE or (version, FollowMail.IN_FORCE) not in due
        with transaction.atomic():
            _mark, is_new = FollowersTold.objects.get_or_create(version_id=version, event=kind)
            if is_new and is_last_word:
                _tell(_event(entry, kind))
                told += 1
    return told


def _due(today: date) -> Iterable[tuple[FollowMail, LedgerEntry]]:
    """Yield what happened to versions and was not told (one query a kind)."""
    for kind, entry_kind in EVENTS.items():
        told = FollowersTold.objects.filter(version=OuterRef("version"), event=kind)
        entries = LedgerEntry.objects.filter(~Exists(told), kind=entry_kind)
        if kind == FollowMail.IN_FORCE:
            entries = entries.filter(effective_on__lte=today)
        entries = entries.filter(version__is_legacy=False).order_by("sequence")
        for entry in entries.select_related("version__agreement").defer("version__canonical"):
            yield kind, entry


def _event(entry: LedgerEntry, kind: FollowMail) -> Event:
    version: Any = entry.version
    day = entry.effective_on or timezone.localdate(entry.recorded_at)
    began = timezone.make_aware(datetime.combine(day, time.min))
    happened = max(entry.recorded_at, began) if kind == FollowMail.IN_FORCE else entry.recorded_at
    return Event(version, kind, happened, day, text_before(version, day))


def text_before(version: AgreementVersion, day: date) -> AgreementVersion | None:
    """Return the text that people read until a version: in force on the day, or the last one.

    None for the first version.
    """
    versions = AgreementVersion.objects.filter(
        agreement=version.agreement_id, number__lt=version.number
    )
    earlier = reading.periods(versions.without_bytes())
    in_force = reading.in_force_on(day, earlier)
    begun = [period.version for period in earlier if period.starts and period.starts <= day]
    return in_force or next(iter(begun), None)


def _tell(event: Event) -> None:
    rows = Subscription.objects.filter(
        agreement=event.version.agreement_id, confirmed_at__lt=event.happened_at
    ).select_related("agreement", "user")
    touched = list(_touched(event, rows))
    _tell_members(event, [row for row in touched if row.user_id])
    if _is_public(event.version):
        SubscriptionMail.objects.bulk_create(
            [
                SubscriptionMail(subscription=row, version=event.version, event=event.kind)
                for row in touched
                if not row.user_id
            ],
            ignore_conflicts=True,
        )


def _touched(event: Event, rows: Iterable[Subscription]) -> Iterable[Subscription]:
    old = reading.text_of(event.before) if event.before else None
    new = reading.text_of(event.version)
    known: dict[tuple[str, str], bool] = {}
    for row in rows:
        key = row.section, row.clause
        if key not in known:
            known[key] = touches(old, new, *key)
        if known[key]:
            yield row


def _tell_members(event: Event, rows: list[Subscription]) -> None:
    """Leave one notice for each member, with all of what he follows that changed."""
    network = {key for keys in people_of_organisations().values() for key in keys}
    by_person: dict[int, list[Followed]] = {}
    for row, what in named(row for row in rows if row.user_id in network):
        by_person.setdefault(row.user_id or 0, []).append(what)
    people = User.objects.in_bulk(by_person)
    sentence = IN_FORCE if event.kind == FollowMail.IN_FORCE else SIGNED
    with override(settings.LANGUAGE_CODE):
        for key, followed in by_person.items():
            words = {
                "title": event.version.agreement.title,
                "number": event.version.number,
                "day": date_format(event.day),
                "what": ", ".join(title_of(what) for what in followed),
            }
            notify([people[key]], FOLLOWING, sentence, path_of(event), words=words)


def title_of(what: Followed) -> str:
    """Return what is followed in a list of such things."""
    return what.title if what.section or what.clause else str(WHOLE)


def path_of(event: Event) -> str:
    """Return where to read what changed: the comparison, of a first version its text."""
    return changes_path(event.version, event.before)


def changes_path(version: AgreementVersion, before: AgreementVersion | None) -> str:
    """Return where a version is compared with the text before; of the first one, its text."""
    slug = version.agreement.slug
    if before is None:
        return localized_path(f"/{slug}/fassungen/{version.number}/")
    return localized_path(f"/{slug}/vergleich/{before.number}/{version.number}/")


def _is_public(version: AgreementVersion) -> bool:
    return visible(AgreementVersion.objects.filter(pk=version.pk), Viewer()).exists()
