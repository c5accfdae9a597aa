"""Statement and evidence: what is declared, and the bytes that prove it."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from agreement.signing.evidence import evidence_of, packed, read_evidence
from agreement.signing.statement import (
    Person,
    Subject,
    by_person,
    challenge,
    in_file,
    new_nonce,
    on_paper,
)
from agreement.snapshot import canonical_bytes

SUBJECT = Subject(
    agreement="11111111-1111-4111-8111-111111111111",
    title="Vereinbarung {sha256} (Beispiel)",
    number=3,
    sha256="a1" * 32,
    party="22222222-2222-4222-8222-222222222222",
    party_name="Beispielwerk & Söhne",
    function="Vorstand",
    is_deputy=False,
)
PERSON = Person("Ada Musterfrau", "ada@example.org")
NONCE = "0" * 32


def test_a_statement_names_person_function_party_version_and_hash() -> None:
    text = by_person(SUBJECT, PERSON, NONCE)["text"]
    for word in ("Ada Musterfrau", "als Vorstand", "Beispielwerk & Söhne", "Fassung 3", "a1" * 32):
        assert word in text
    assert "Vertretung" not in text
    deputy = by_person(replace(SUBJECT, is_deputy=True), PERSON, NONCE)["text"]
    assert "als Vorstand (in Vertretung)" in deputy


def test_braces_in_a_title_are_words_and_no_placeholders() -> None:
    assert "Vereinbarung {sha256} (Beispiel)" in by_person(SUBJECT, PERSON, NONCE)["text"]


def test_who_has_no_name_is_named_by_the_address() -> None:
    assert "Ich, ada@example.org," in by_person(SUBJECT, Person("", PERSON.email), NONCE)["text"]


def test_the_portal_names_nobody_for_what_was_signed_elsewhere() -> None:
    assert "person" not in on_paper(SUBJECT, date(2026, 3, 1))
    assert "01.03.2026" in on_paper(SUBJECT, date(2026, 3, 1))["text"]
    assert "person" not in in_file(SUBJECT)


@pytest.mark.parametrize(
    "other",
    [
        by_person(replace(SUBJECT, sha256="b2" * 32), PERSON, NONCE),
        by_person(replace(SUBJECT, is_deputy=True), PERSON, NONCE),
        by_person(SUBJECT, Person("Ben", PERSON.email), NONCE),
        by_person(SUBJECT, PERSON, "1" * 32),
    ],
)
def test_another_statement_is_another_challenge(other: dict[str, object]) -> None:
    own = by_person(SUBJECT, PERSON, NONCE)
    assert challenge(own) == hashlib.sha256(canonical_bytes(own)).digest()
    assert challenge(own) != challenge(other)


def test_no_two_nonces_are_the_same() -> None:
    assert len({new_nonce() for _ in range(50)}) == 50


def test_evidence_reads_back_and_encodes_to_the_same_bytes() -> None:
    at = datetime(2026, 3, 1, 12, 30, 5, tzinfo=UTC)
    evidence = evidence_of(by_person(SUBJECT, PERSON, NONCE), "account", at, {"presence": ["mfa"]})
    told = read_evidence(evidence.content)
    assert canonical_bytes(told) == evidence.content
    assert told["recorded_at"] == "2026-03-01T12:30:05Z"
    assert hashlib.sha256(evidence.content).hexdigest() == evidence.sha256


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format":"other"}', b"\xff", b"null"])
def test_other_bytes_are_no_evidence(content: bytes) -> None:
    with pytest.raises(ValueError):  # json and Unicode have their own sentences
        read_evidence(content)


def test_bytes_are_packed_as_webauthn_packs_them() -> None:
    assert base64.urlsafe_b64decode(packed(b"\xfb\xff") + "==") == b"\xfb\xff"
    assert json.dumps(packed(b"\xfb\xff")) == '"-_8"'
