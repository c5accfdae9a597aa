"""vCards, version 3.0 (RFC 2426). Pure: no Django.

3.0 and not 4.0: Outlook and older address books on phones read no newer one, and nothing that
an office has to say needs it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

LINE = 75
"""Octets that a line may have without its end (RFC 2426, section 2.6)."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands on a card; empty parts are left out. `address` is street, town, code."""

    uuid: UUID
    name: str
    organisation: str = ""
    unit: str = ""
    role: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: tuple[str, str, str] | None = None
    urls: tuple[str, ...] = ()
    note: str = ""
    is_person: bool = False
    changed_at: datetime | None = field(default=None)


def vcard(card: Card) -> str:
    """Return a card as the text of a file, with the line ends the format asks for."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(card))


def _lines(card: Card) -> Iterable[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield "PRODID:-//Schnittstellenportal//DE"
    yield f"UID:urn:uuid:{card.uuid}"
    yield f"FN:{_escaped(card.name)}"
    yield f"N:{_escaped(card.name)};;;;"
    if card.organisation:
        parts = (part for part in (card.organisation, card.unit) if part)
        yield f"ORG:{_structured(parts)}"
    if not card.is_person:
        yield "X-ABShowAs:COMPANY"
    if card.role:
        yield f"ROLE:{_escaped(card.role)}"
    yield from (f"TEL;TYPE=WORK,VOICE:{_escaped(phone)}" for phone in card.phones if phone)
    yield from (f"EMAIL;TYPE=INTERNET:{_escaped(email)}" for email in card.emails if email)
    if card.address:
        street, town, code = card.address
        yield f"ADR;TYPE=WORK:{_structured(('', '', street, town, '', code, 'Deutschland'))}"
    yield from (f"URL:{_plain(url)}" for url in card.urls if url)
    if card.note:
        yield f"NOTE:{_escaped(card.note)}"
    if card.changed_at:
        yield f"REV:{card.changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    yield "END:VCARD"


def _structured(parts: Iterable[str]) -> str:
    return ";".join(map(_escaped, parts))


def _escaped(text: str) -> str:
    r"""Return a text value: backslash, comma, semicolon with a backslash, a new line as \n."""
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, f"\\{sign}")
    return _plain(text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n"))


def _plain(text: str) -> str:
    """Return a text without the characters that would end the line or the file."""
    return _CONTROL.sub("", text).replace("\n", "")


def _folded(line: str) -> str:
    """Return a line broken so that none is too long, and no character is broken apart."""
    pieces, piece, room = [], "", LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", LINE - 1  # the space that marks a continuation
        piece += sign
        room -= size
    return "\r\n ".join([*pieces, piece])
