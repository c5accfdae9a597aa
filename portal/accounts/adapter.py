"""Where allauth's defaults are not ours."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account by himself: people are invited by their organisation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep self-registration closed."""
        return False
