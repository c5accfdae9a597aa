"""The demo and everyday development: SQLite in `var/`, mail to the console."""

import secrets
from pathlib import Path

from portal.settings.base import *  # noqa: F403
from portal.settings.base import DATA_DIR


def _own_key(path: Path) -> str:
    """Return this checkout's own key, made on first use: none stands in the code."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(60))
    return path.read_text()


DEBUG = False  # the demo shows what visitors would get, error pages included
SECRET_KEY = _own_key(DATA_DIR / "secret_key")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEMO_ACCOUNTS = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
