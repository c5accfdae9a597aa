"""Tests: fast hashes, mail in memory; the database comes from DATABASE_URL or is in memory."""

import os

os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

from portal.settings.base import *  # noqa: F403
from portal.settings.base import BASE_DIR

DEBUG = False
SECRET_KEY = "only-for-tests-" + "x" * 50
ALLOWED_HOSTS = ["localhost", "testserver", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = BASE_DIR / "var" / "test-media"
STATIC_ROOT = BASE_DIR / "var" / "test-static"
WHITENOISE_AUTOREFRESH = True
LEDGER_KEY_FILE = BASE_DIR / "var" / "test-ledger.key"
DEMO_ACCOUNTS = True
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "shared": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"},
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "memory"},
}
ELASTICSEARCH_URLS = ()  # tests of the search name their own
THROTTLED = False  # a test may ask a hundred times; those of the limits turn them on
