"""What tests of accounts may ask for."""

from tests.services.openid_provider import openid_provider

__all__ = ["openid_provider"]
