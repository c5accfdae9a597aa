"""Allauth's settings of single sign-on, from the environment alone."""

import hashlib
from typing import Any

from portal.settings.environment import Environment


def providers(env: Environment) -> dict[str, Any]:
    """Return `SOCIALACCOUNT_PROVIDERS`: the one OpenID Connect provider, or none.

    Its id is made from the issuer. A person is known by issuer and subject (OpenID Connect Core
    1.0, 5.7), so whoever changes the issuer must not meet the links of the former one.
    """
    if env.OIDC_SERVER_URL is None:
        return {}
    issuer = hashlib.sha256(env.OIDC_SERVER_URL.encode()).hexdigest()[:12]
    app = {
        "provider_id": f"oidc-{issuer}",
        "name": env.OIDC_NAME,
        "client_id": env.OIDC_CLIENT_ID,
        "secret": env.OIDC_CLIENT_SECRET,
        "settings": {"server_url": env.OIDC_SERVER_URL.rstrip("/"), "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}
