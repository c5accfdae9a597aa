"""In which language, on which way and when an office is reached, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.enums import ChannelKind
from directory.phone import phone_uri
from directory.reach import ChannelFacts, LanguageFacts
from directory.week_in_words import times_in_words


@dataclass(frozen=True, slots=True)
class ShownChannel:
    """A way to be advised: what it is, for which service alone, when, and its own number."""

    kind: str
    service: str
    hours: str
    phone: str
    phone_uri: str
    note: str


def language_lines(times: Iterable[LanguageFacts]) -> tuple[str, ...]:
    """Return "Russisch: donnerstags 14:00–16:00 Uhr" for each language with times of its own."""
    return tuple(map(_language_line, times))


def _language_line(time: LanguageFacts) -> str:
    words = {
        "language": _(time.language),
        "times": times_in_words(time.hours) or _("nach Absprache"),
    }
    if time.is_interpreted:
        return _("%(language)s: %(times)s, mit Dolmetscherin oder Dolmetscher") % words
    return _("%(language)s: %(times)s") % words


def interpreters_in_words(interpreters: bool | None) -> str:  # noqa: FBT001  # the field's value
    """Return whether an office finds interpreters; nothing if that is not known."""
    match interpreters:
        case True:
            return _("Dolmetschen auf Anfrage möglich")
        case False:
            return _("Kein Dolmetschen")
        case None:
            return ""


def shown_channels(channels: Iterable[ChannelFacts]) -> tuple[ShownChannel, ...]:
    """Return ways to be advised in words."""
    return tuple(map(_shown, channels))


def _shown(channel: ChannelFacts) -> ShownChannel:
    unknown = _("Zeiten nicht bekannt. Bitte fragen Sie nach.")
    return ShownChannel(
        kind=str(ChannelKind(channel.kind).label),
        service=_(channel.service) if channel.service else "",
        hours=(times_in_words(channel.hours) or _("zurzeit nicht")) if channel.hours else unknown,
        phone=channel.phone,
        phone_uri=phone_uri(channel.phone),
        note=channel.note,
    )
