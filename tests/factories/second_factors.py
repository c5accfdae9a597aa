"""Second factors of people, set up without going through the pages."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth

from portal.accounts.models import User


def app_of(user: User) -> str:
    """Set up an app and recovery codes; returns the app's secret."""
    secret: str = auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code_of(secret: str) -> str:
    """Return what the app shows now."""
    counter = next(auth.yield_hotp_counters_from_time())
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))


def recovery_codes_of(user: User) -> list[str]:
    """Return the codes that are unused."""
    codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    return codes
