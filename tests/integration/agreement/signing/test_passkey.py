"""Signing with a passkey: it signs the very statement, and anybody can check it afterwards."""

import base64
import hashlib
import json
import re
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2 import cbor
from fido2.cose import CoseKey

from agreement.enums import RequiredForm
from agreement.models import AgreementVersion, Signature
from agreement.signing.actions_withdraw import withdraw
from agreement.signing.statement import DEPUTY
from agreement.snapshot import canonical_bytes
from directory.models import OrganisationPage
from tests.factories import people
from tests.integration.accounts.test_passkeys import add
from tests.integration.agreement.signing.acting import page_of, present, sign_page
from tests.services.soft_authenticator import SoftPasskey, encode

pytestmark = pytest.mark.django_db

OPTIONS = re.compile(r'<script id="js_data" type="application/json">(.*?)</script>')


@pytest.fixture
def passkey(client: Client, signatory: Any) -> SoftPasskey:
    """The signatory sits there, has just confirmed, and has a passkey."""
    present(client, signatory)
    return add(client)


def asked(client: Client, address: str) -> Any:
    """Return what the page asks the passkey."""
    found = OPTIONS.search(client.get(address).content.decode())
    assert found
    return json.loads(found[1])["request_options"]


def send(client: Client, address: str, version: AgreementVersion, credential: str) -> Any:
    """Send what the passkey answered."""
    return client.post(address, {"sha256": version.sha256, "credential": credential})


def unpacked(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_a_passkey_signs_and_its_signature_holds_without_the_portal(
    client: Client, version: AgreementVersion, here: OrganisationPage, passkey: SoftPasskey
) -> None:
    address = sign_page(version, here)
    answer = send(client, address, version, passkey.authenticate(asked(client, address)))
    assert answer["Location"] == page_of(version)
    signature = Signature.objects.get()
    assert signature.method == "passkey"
    told = json.loads(bytes(signature.evidence))
    proof = told["proof"]
    client_data = json.loads(unpacked(proof["client_data"]))
    statement = canonical_bytes(told["statement"])
    assert unpacked(client_data["challenge"]) == hashlib.sha256(statement).digest()
    assert version.sha256 in told["statement"]["text"]
    signed = (
        unpacked(proof["authenticator_data"])
        + hashlib.sha256(unpacked(proof["client_data"])).digest()
    )
    key = CoseKey.parse(cbor.decode(unpacked(proof["public_key"])))  # type: ignore[arg-type]
    key.verify(signed, unpacked(proof["signature"]))
    public = passkey.key.public_key()
    public.verify(unpacked(proof["signature"]), signed, ec.ECDSA(SHA256()))


def test_an_answer_is_good_once(
    client: Client,
    version: AgreementVersion,
    here: OrganisationPage,
    signatory: Any,
    passkey: SoftPasskey,
) -> None:
    address = sign_page(version, here)
    credential = passkey.authenticate(asked(client, address))
    send(client, address, version, credential)
    withdraw(Signature.objects.get(), "Beispiel", signatory)
    answer = send(client, address, version, credential)
    assert "zu lange offen" in answer.content.decode()
    # Nor does it answer the question that this page asked anew.
    client.get(address)
    assert "nicht unterzeichnet" in send(client, address, version, credential).content.decode()
    assert Signature.objects.count() == 1


def test_an_answer_for_one_function_does_not_sign_in_the_other(
    client: Client, version: AgreementVersion, here: OrganisationPage, passkey: SoftPasskey
) -> None:
    own, deputy = sign_page(version, here), sign_page(version, here, function=DEPUTY)
    credential = passkey.authenticate(asked(client, own))
    asked(client, deputy)
    assert "nicht unterzeichnet" in send(client, deputy, version, credential).content.decode()
    assert not Signature.objects.exists()


def test_a_passkey_that_is_not_the_persons_signs_nothing(
    client: Client, version: AgreementVersion, here: OrganisationPage, passkey: SoftPasskey
) -> None:
    address, stranger = sign_page(version, here), SoftPasskey()
    answer = send(client, address, version, stranger.authenticate(asked(client, address)))
    assert "nicht unterzeichnet" in answer.content.decode()
    stranger.id = passkey.id
    answer = send(client, address, version, stranger.authenticate(asked(client, address)))
    assert "nicht unterzeichnet" in answer.content.decode()
    assert not Signature.objects.exists()


def test_an_answer_of_another_site_or_to_another_question_signs_nothing(
    client: Client, version: AgreementVersion, here: OrganisationPage, passkey: SoftPasskey
) -> None:
    address = sign_page(version, here)
    passkey.origin = "https://böse.example.org"
    send(client, address, version, passkey.authenticate(asked(client, address)))
    passkey.origin = "https://testserver"
    options = asked(client, address)
    options["publicKey"]["challenge"] = encode(b"x" * 32)
    send(client, address, version, passkey.authenticate(options))
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "null",
        "[]",
        "{}",
        "1",
        '"x"',
        "{" * 50,
        "[" * 100_000,
        '{"id":1,"rawId":[],"type":"public-key","response":[]}',
        '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"!!",'
        '"authenticatorData":"AA","signature":"AA"}}',
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30",'
        '"authenticatorData":"AA","signature":"AA"}}',
        '{"id":"AA","rawId":null,"type":"public-key","response":{"clientDataJSON":null,'
        '"authenticatorData":null,"signature":null}}',
    ],
)
def test_nonsense_instead_of_an_answer_is_refused_in_words(
    client: Client,
    version: AgreementVersion,
    here: OrganisationPage,
    passkey: SoftPasskey,
    credential: str,
) -> None:
    address = sign_page(version, here)
    asked(client, address)
    answer = send(client, address, version, credential)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not Signature.objects.exists()


def test_who_has_no_passkey_is_offered_none_and_cannot_send_one(
    client: Client, version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    present(client, signatory)
    address = sign_page(version, here)
    assert "Mit Passkey unterzeichnen" not in client.get(address).content.decode()
    assert send(client, address, version, "{}").status_code == 200
    assert not Signature.objects.exists()


def test_a_passkey_does_not_suffice_where_written_form_is_agreed(
    client: Client, version: AgreementVersion, here: OrganisationPage, passkey: SoftPasskey
) -> None:
    address = sign_page(version, here)
    credential = passkey.authenticate(asked(client, address))
    version.agreement.required_form = RequiredForm.WRITTEN
    version.agreement.save()
    assert send(client, address, version, credential).status_code == 200
    assert "Mit Passkey" not in client.get(address).content.decode()
    assert not Signature.objects.exists()


def test_a_colleague_with_the_same_right_cannot_use_the_answer(
    client: Client, version: AgreementVersion, here: OrganisationPage, passkey: SoftPasskey
) -> None:
    address = sign_page(version, here)
    credential = passkey.authenticate(asked(client, address))
    browser = present(Client(), people.signatory(of=here))
    add(browser)
    asked(browser, address)
    assert "nicht unterzeichnet" in send(browser, address, version, credential).content.decode()
    assert not Signature.objects.exists()
