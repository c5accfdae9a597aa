"""What people are told by mail: kinds of notices, and how an act leaves one."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import override

from portal.accounts.models import Notification, SilencedKind, User

# An address on this site: one slash, then no second one (another host), no blank, no control.
LOCAL_PATH = re.compile(r"/(?![/\\])[^\s\\]*")
LONGEST_PATH, LONGEST_TEXT = 500, 500

Check = Callable[[User, str], bool]
"""Tells whether a person may still see what is at a path."""


@dataclass(frozen=True)
class Kind:
    """A kind of notices: what its mails are about, and whom a waiting one still concerns."""

    label: Any
    still_concerns: Check | None = None


_kinds: dict[str, Kind] = {}


def register_kind(slug: str, label: Any, still_concerns: Check | None = None) -> None:
    """Make a kind of notices known, from `AppConfig.ready()`.

    `label` says in a few words what the mails of this kind are about; people switch kinds off
    by it. `still_concerns` is asked when a notice is sent: rights may have ended since it was
    left. Raises ValueError if the slug is taken.
    """
    if slug in _kinds:
        raise ValueError(f"There is a kind of notices called “{slug}” already")
    _kinds[slug] = Kind(label, still_concerns)


def kinds() -> dict[str, Kind]:
    """Return every kind by its slug, in the order of registration."""
    return dict(_kinds)


def still_concerns(person: User, notice: Notification) -> bool:
    """Return whether a notice that waited may still be told to its recipient."""
    kind = _kinds.get(notice.kind)
    if kind is None or kind.still_concerns is None:
        return True
    return kind.still_concerns(person, notice.path)


def notify(
    recipients: Iterable[User],
    kind: str,
    text: Any,
    path: str,
    *,
    words: Mapping[str, Any] | None = None,
) -> None:
    """Leave a notice for people, to be sent by `manage.py send_notifications`.

    To be called within the act's transaction: what is rolled back is told to nobody. Left out
    are closed accounts, people who silenced the kind, and who has the very same notice waiting.
    `text` is one sentence: a lazy text, whose placeholders `words` fill, is taken in German
    whatever language the act was done in. `path` is the local address where the recipient can
    see or do what it says.
    Raises LookupError for an unknown kind, ValueError for an address outside of the portal.
    """
    if kind not in _kinds:
        raise LookupError(f"There is no kind of notices called “{kind}”")
    if len(path) > LONGEST_PATH or not LOCAL_PATH.fullmatch(path):
        raise ValueError("A notice leads to an address of the portal")
    with override(settings.LANGUAGE_CODE):
        sentence = _one_line(str(text) % words if words else str(text))
    people = {person.pk for person in recipients if person.is_active}
    same = Notification.objects.waiting().filter(kind=kind, text=sentence, path=path)
    told = set(same.filter(recipient__in=people).values_list("recipient", flat=True))
    silenced = SilencedKind.objects.filter(user__in=people, kind=kind)
    people -= told | set(silenced.values_list("user", flat=True))
    Notification.objects.bulk_create(
        Notification(recipient_id=pk, kind=kind, text=sentence, path=path) for pk in sorted(people)
    )


def _one_line(text: str) -> str:
    """Return a text without line breaks and controls, which would forge lines of the mail."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= LONGEST_TEXT else f"{line[: LONGEST_TEXT - 1]}…"


def wanted_kinds(user: User) -> set[str]:
    """Return the kinds that a person gets mails about."""
    return set(_kinds) - set(user.silenced_kinds.values_list("kind", flat=True))


def choose_kinds(user: User, wanted: Iterable[str]) -> None:
    """Let a person have mails about these kinds only; what waits of the others is dropped."""
    silenced = set(_kinds) - set(wanted)
    user.silenced_kinds.filter(kind__in=_kinds).exclude(kind__in=silenced).delete()
    SilencedKind.objects.bulk_create(
        [SilencedKind(user=user, kind=kind) for kind in sorted(silenced)], ignore_conflicts=True
    )
    user.notifications.waiting().filter(kind__in=silenced).delete()
