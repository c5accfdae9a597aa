"""The address that a mail comes back to, which says whose mail it was (VERP).

`bounces+12-0a1b…@example.org`: the reader's key, and a seal that nobody else can make. It is
not the secret of the reader's page: it stands in the logs of many mail servers.
"""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "news.digest.return-addresses"
HEX_DIGITS = 20
MOST_DIGITS = 18
"""More has no key of a row."""


def return_address(reader: int) -> str:
    """Return where a reader's mail comes back to; empty if no such address is set."""
    local, _at, domain = settings.DIGEST_BOUNCE_ADDRESS.rpartition("@")
    return f"{local}+{reader}-{_seal(reader, settings.SECRET_KEY)}@{domain}" if local else ""


def reader_of(address: str) -> int | None:
    """Return the key of the reader whose mails come back to an address; None for any other.

    Mail servers may have written it in capitals. A seal of an earlier secret key holds as long
    as the settings name that key.
    """
    local, _at, domain = settings.DIGEST_BOUNCE_ADDRESS.lower().rpartition("@")
    if not local:
        return None
    given, _at, given_domain = address.strip().lower().rpartition("@")
    name, _plus, token = given.rpartition("+")
    key, _dash, seal = token.partition("-")
    is_key = key.isascii() and key.isdigit() and len(key) <= MOST_DIGITS
    if (name, given_domain) != (local, domain) or not is_key:
        return None
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    # Every key is compared, so that the time says nothing of which one it was.
    fits = [constant_time_compare(seal, _seal(int(key), one)) for one in secrets]
    return int(key) if any(fits) else None


def _seal(reader: int, secret: str | bytes) -> str:
    made = salted_hmac(SALT, str(reader), secret=secret, algorithm="sha256")
    return made.hexdigest()[:HEX_DIGITS]
