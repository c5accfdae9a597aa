"""What a signatory declares, as data whose bytes can be signed.

Pure. The statement names the version by its hash, the party, the function and – but on paper,
where the portal knows nobody's name – the person. It is kept in the evidence, within the network.
Its wording is German like the agreement's own, whatever language the page is read in.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from agreement.snapshot import canonical_bytes

FORMAT = "schnittstellenportal/statement/1"
SIGNATORY, DEPUTY = "unterzeichnend", "vertretung"
"""The two who may sign for a party, as they stand in addresses."""

BY_PERSON = (
    "Ich, {person}, unterzeichne {function} für {party} die Vereinbarung „{title}“, "
    "Fassung {number}, mit der Prüfsumme (SHA-256) {sha256}. "
    "Ich habe den Text gelesen und darf für {party} unterzeichnen."
)
ON_PAPER = (
    "Für {party} ist die Vereinbarung „{title}“, Fassung {number}, mit der Prüfsumme (SHA-256) "
    "{sha256} am {day} {function} auf Papier unterzeichnet worden."
)
IN_FILE = (
    "Für {party} ist die Vereinbarung „{title}“, Fassung {number}, mit der Prüfsumme (SHA-256) "
    "{sha256} {function} mit einer qualifizierten elektronischen Signatur unterzeichnet worden."
)


@dataclass(frozen=True)
class Subject:
    """What is signed for whom: the version and the party, as they are sealed."""

    agreement: str
    title: str
    number: int
    sha256: str
    party: str
    party_name: str
    function: str
    is_deputy: bool

    @property
    def function_in_words(self) -> str:
        """As what somebody signs, as it stands in the statement."""
        return f"als {self.function}" + (" (in Vertretung)" if self.is_deputy else "")


@dataclass(frozen=True)
class Person:
    """Who signs; named in the evidence alone."""

    name: str
    email: str

    def to_data(self) -> dict[str, str]:
        """Return the person as it stands in the evidence."""
        return {"name": self.name, "email": self.email}


def new_nonce() -> str:
    """Return what makes every statement another one.

    Without it, who knows the network's people could find out from the ledger who signed.
    """
    return secrets.token_hex(16)


def by_person(subject: Subject, person: Person, nonce: str) -> dict[str, Any]:
    """Return the statement of somebody who signs in the portal."""
    text = _text(BY_PERSON, subject, person=person.name or person.email)
    return {**_data(subject, text, nonce), "person": person.to_data()}


def on_paper(subject: Subject, day: date) -> dict[str, Any]:
    """Return the statement on a signature on paper, which names no person."""
    return _data(subject, _text(ON_PAPER, subject, day=f"{day:%d.%m.%Y}"), new_nonce())


def in_file(subject: Subject) -> dict[str, Any]:
    """Return the statement on a qualified signature; its certificate names the person."""
    return _data(subject, _text(IN_FILE, subject), new_nonce())


def challenge(statement: Mapping[str, Any]) -> bytes:
    """Return what a passkey signs: the SHA-256 of the statement's RFC 8785 bytes."""
    return hashlib.sha256(canonical_bytes(statement)).digest()


def _text(template: str, subject: Subject, **words: str) -> str:
    return template.format(
        party=subject.party_name,
        title=subject.title,
        number=subject.number,
        sha256=subject.sha256,
        function=subject.function_in_words,
        **words,
    )


def _data(subject: Subject, text: str, nonce: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "agreement": subject.agreement,
        "title": subject.title,
        "version": subject.number,
        "sha256": subject.sha256,
        "party": subject.party,
        "party_name": subject.party_name,
        "function": subject.function,
        "deputy": subject.is_deputy,
        "text": text,
        "nonce": nonce,
    }
