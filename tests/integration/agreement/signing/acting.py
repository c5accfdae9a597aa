"""What somebody does who signs: being there, and the acts with what they need."""

import io
import time
from datetime import date
from typing import Any

import qrcode
from allauth.account.internal.flows import login
from django.test import Client
from django.utils import timezone
from PIL import Image

from agreement.models import AgreementVersion, PaperSignature, Signature
from agreement.signing.actions_paper import confirm_paper, upload_paper
from agreement.signing.actions_person import sign_by_account
from agreement.signing.cover import code_of
from agreement.signing.presence import Presence
from agreement.signing.scan import Scan, read_scan
from agreement.signing.statement import SIGNATORY
from directory.models import OrganisationPage
from tests.factories.second_factors import app_of

HOME = "/intern/unterzeichnen/"
THERE = Presence(has_confirmed=True, has_shown_factor=True, has_factor=True, ways=("mfa",))
LONG_AGO = 301
"""Seconds: one more than a confirmation holds."""


def page_of(version: AgreementVersion, *rest: str) -> str:
    """Return the address of a version's page, or of one below it."""
    return HOME + "/".join([version.agreement.slug, str(version.number), *rest, ""])


def sign_page(
    version: AgreementVersion, party: OrganisationPage, *rest: str, function: str = SIGNATORY
) -> str:
    """Return the address of the page on which a party signs."""
    return page_of(version, str(party.uuid), function, *rest)


def present(client: Client, user: Any, *, confirmed_ago: float = 0, factor: bool = True) -> Client:
    """Let somebody sit there who has shown the second factor, and confirmed so long ago."""
    app_of(user)
    client.force_login(user)
    session = client.session
    at = time.time() - confirmed_ago
    records: list[dict[str, Any]] = [{"method": "mfa", "at": at, "type": "totp"}] if factor else []
    records.append({"method": "password", "at": at, "reauthenticated": True})
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = records
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    return client


def signed_by(version: AgreementVersion, party: OrganisationPage, user: Any) -> Signature:
    """Sign with the account."""
    return sign_by_account(version, str(party.uuid), SIGNATORY, user, THERE, version.sha256)


def scan_of(version: AgreementVersion, party: OrganisationPage, sha256: str = "") -> bytes:
    """Return the picture of a cover page with its code."""
    address = "https://portal.example.org/vereinbarung/fassungen/1/"
    return picture(code_of(address, sha256 or version.sha256, str(party.uuid)))


def picture(code: str | None) -> bytes:
    """Return a scanned page as a PNG, with a QR code on it or without."""
    page = Image.new("L", (1240, 1754), 255)
    if code:
        page.paste(qrcode.make(code, box_size=6).get_image(), (100, 1100))
    return _as(page, "PNG")


def as_pdf(png: bytes) -> bytes:
    """Return a picture as the one page of a PDF."""
    with Image.open(io.BytesIO(png)) as page:
        return _as(page, "PDF")


def _as(page: Any, kind: str) -> bytes:
    found = io.BytesIO()
    page.save(found, kind)
    return found.getvalue()


def scanned(version: AgreementVersion, party: OrganisationPage) -> Scan:
    """Return a good scan."""
    return read_scan(scan_of(version, party))


def uploaded(
    version: AgreementVersion, party: OrganisationPage, by: Any, day: date | None = None
) -> PaperSignature:
    """Upload a good scan."""
    scan = scanned(version, party)
    return upload_paper(version, str(party.uuid), SIGNATORY, day or timezone.localdate(), scan, by)


def signed_on_paper(
    version: AgreementVersion, party: OrganisationPage, by: Any, second: Any
) -> Signature:
    """Upload a good scan, and let a second person confirm it."""
    paper = uploaded(version, party, by)
    return confirm_paper(paper.pk, paper.sha256, second)
