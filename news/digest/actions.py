"""Acts on the digest's readers: an address is taken, confirmed from there, and let go."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from directory.models import OrganisationPage, Topic
from news.digest.choosing import Choice
from news.enums import DigestMailKind, Rhythm
from news.models import DigestMail, DigestReader

CONFIRMED_WITHIN = timedelta(days=3)
"""So long an address that nobody confirmed is kept."""
MOST_REQUESTS, REQUESTS_WITHIN = 5, timedelta(days=1)
"""So many requests to confirm an address gets in this time: nobody is flooded by others."""


class ReaderGone(Exception):
    """There is no reader with this secret, or nobody confirmed the address in time."""


@transaction.atomic
def ask_for_digest(email: str, rhythm: Rhythm, choice: Choice) -> None:
    """Keep an address until it is confirmed, and let a mail ask for that.

    Who gets the digest already is told so by mail, and nothing is changed: anybody may have
    asked. Nothing is mailed to an address that was asked too often today.
    """
    address, now = email.lower(), timezone.now()
    asked = DigestMail.objects.filter(
        reader__email=address,
        kind=DigestMailKind.CONFIRMATION,
        created_at__gt=now - REQUESTS_WITHIN,
    )
    if asked.count() >= MOST_REQUESTS:
        return
    reader, _is_new = DigestReader.objects.get_or_create(email=address)
    if reader.confirmed_at is None:
        reader.created_at = now
        reader.save(update_fields=["created_at"])
        change(reader, rhythm, choice)
    if not asked.filter(sent_at=None).exists():
        DigestMail.objects.create(reader=reader, kind=DigestMailKind.CONFIRMATION)


def open_reader(secret: str) -> DigestReader:
    """Return the reader with a secret; raises ReaderGone.

    One that nobody confirmed in time is gone, whether or not the row is.
    """
    reader = DigestReader.objects.filter(secret=secret).first()
    if reader is None or _has_run_out(reader, timezone.now()):
        raise ReaderGone
    return reader


def confirm(secret: str) -> DigestReader:
    """Begin to mail to an address; twice is once. Raises ReaderGone."""
    reader = open_reader(secret)
    if reader.confirmed_at is None:
        reader.confirmed_at = timezone.now()
        reader.save(update_fields=["confirmed_at"])
    return reader


@transaction.atomic
def change(reader: DigestReader, rhythm: Rhythm, choice: Choice) -> None:
    """Set how often a reader gets the digest, and of what."""
    reader.rhythm = rhythm
    reader.save(update_fields=["rhythm"])
    reader.organisations.set(choice.organisations)
    reader.topics.set(choice.topics)


def end(secret: str) -> None:
    """Delete an address with all that waits for it; what is gone already is no error."""
    DigestReader.objects.filter(secret=secret).delete()


def end_of(readers: Iterable[int]) -> None:
    """Delete addresses that take no mails, by their keys."""
    DigestReader.objects.filter(pk__in=list(readers)).delete()


def end_with(chosen: OrganisationPage | Topic) -> None:
    """Let the addresses go that asked for this organisation or topic alone, before it goes.

    With nothing chosen they would get everything, which nobody asked for.
    """
    field = "topics" if isinstance(chosen, Topic) else "organisations"
    readers = DigestReader.objects.filter(**{field: chosen.pk}).values("pk")
    counted = DigestReader.objects.filter(pk__in=readers).annotate(number=Count(field))
    end_of(counted.filter(number=1).values_list("pk", flat=True))


def forget_unconfirmed(now: datetime) -> None:
    """Delete the addresses that nobody confirmed in time."""
    late = DigestReader.objects.filter(confirmed_at=None, created_at__lt=now - CONFIRMED_WITHIN)
    late.delete()


def _has_run_out(reader: DigestReader, now: datetime) -> bool:
    return reader.confirmed_at is None and reader.created_at < now - CONFIRMED_WITHIN
