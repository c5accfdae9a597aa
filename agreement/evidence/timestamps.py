"""Time stamps of an authority (RFC 3161): that a checkpoint existed at a time, said by others.

Optional, and never in the way: asked for after the act is done, again and again until there is
an answer, and kept only if it leads to the certificates that the installation trusts.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cryptography import x509
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from agreement.models import Checkpoint, TimeStamp

logger = logging.getLogger(__name__)

SECONDS_TO_WAIT = 10
MOST_BYTES = 200_000
"""An answer has some 6,000."""
AT_ONCE = 20
PAUSE_SECONDS = 300
PAUSED = "agreement-time-stamps-paused"


class TimeStampRefused(Exception):
    """There is no time stamp, or it is not worth keeping; the message says why, in English."""


@dataclass(frozen=True)
class Stamp:
    """What a time stamp says."""

    authority: str
    stamped_at: datetime


def request_due() -> int:
    """Ask for what is missing, unless an attempt failed a moment ago; a part of the mail loop.

    Returns 0: no mails were sent.
    """
    if settings.TIMESTAMP_URL and not cache.get(PAUSED):
        try:
            request_missing()
        except TimeStampRefused as reason:
            cache.set(PAUSED, value=True, timeout=PAUSE_SECONDS)
            logger.warning("No time stamp now; it is asked for again. %s", reason)
    return 0


def request_missing() -> int:
    """Get time stamps for checkpoints that have none, and return how many there are now more.

    Raises TimeStampRefused at the first that fails; those before it are kept.
    """
    roots = trusted_certificates()
    missing = Checkpoint.objects.filter(time_stamp=None).order_by("size")[:AT_ONCE]
    for checkpoint in missing:
        token, stamp = _stamp(checkpoint.note.encode(), roots)
        try:
            with transaction.atomic():
                TimeStamp.objects.create(
                    checkpoint=checkpoint,
                    token=token,
                    authority=stamp.authority[:200],
                    stamped_at=stamp.stamped_at,
                )
        except IntegrityError:
            logger.info("Another process was faster")
    return len(missing)


def trusted_certificates() -> list[x509.Certificate]:
    """Return the certificates that time stamps must lead to; raises TimeStampRefused."""
    path = Path(str(settings.TIMESTAMP_CERTIFICATES))
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise TimeStampRefused(f"TIMESTAMP_CERTIFICATES: {type(error).__name__}") from error


def verify_token(token: bytes, message: bytes, roots: Sequence[x509.Certificate]) -> Stamp:
    """Return what a time stamp says of a message; raises TimeStampRefused if it proves nothing."""
    return _verified(_decoded(token), message, VerifierBuilder(), roots)


def _stamp(message: bytes, roots: Sequence[x509.Certificate]) -> tuple[bytes, Stamp]:
    """Return a new time stamp, checked: on this message, and the answer to this very question."""
    builder = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256)
    question = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    token = _ask(question.as_bytes())
    verifier = VerifierBuilder.from_request(question)
    return token, _verified(_decoded(token), message, verifier, roots)


class _NoRedirects(HTTPRedirectHandler):
    """The configured service is asked, and no other."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Follow nowhere."""


def _ask(question: bytes) -> bytes:
    request = Request(  # noqa: S310  # the settings take http and https alone
        str(settings.TIMESTAMP_URL),
        data=question,
        headers={"Content-Type": "application/timestamp-query"},
    )
    try:
        with build_opener(_NoRedirects).open(request, timeout=SECONDS_TO_WAIT) as answer:
            content: bytes = answer.read(MOST_BYTES + 1)
    except (OSError, HTTPException, ValueError) as error:
        raise TimeStampRefused(f"The service cannot be reached: {type(error).__name__}") from error
    if len(content) > MOST_BYTES:
        raise TimeStampRefused("The service's answer is too long")
    return content


def _decoded(token: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(token)
    except ValueError as error:
        raise TimeStampRefused("The answer is no time stamp") from error


def _verified(
    answer: TimeStampResponse,
    message: bytes,
    builder: VerifierBuilder,
    roots: Sequence[x509.Certificate],
) -> Stamp:
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(answer, message)
        return Stamp(_authority(answer), answer.tst_info.gen_time)
    except (VerificationError, ValueError) as error:
        raise TimeStampRefused(f"The time stamp proves nothing: {error}") from error


def _authority(answer: TimeStampResponse) -> str:
    """Return the name in the certificate that signed; it is there, since it was just checked."""
    (signer,) = answer.signed_data.signer_infos
    certificates = map(x509.load_der_x509_certificate, answer.signed_data.certificates)
    return next(
        one.subject.rfc4514_string()
        for one in certificates
        if (one.issuer, one.serial_number) == (signer.issuer, signer.serial_number)
    )
