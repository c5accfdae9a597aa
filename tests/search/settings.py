"""The settings of tests for processes of their own: they search, and know of each other."""

import os
from pathlib import Path

from portal.settings.test import *  # noqa: F403
from portal.settings.test import CACHES as OF_TESTS

ELASTICSEARCH_URLS = (os.environ["ELASTICSEARCH_URL"],)
ELASTICSEARCH_INDEX = os.environ["ELASTICSEARCH_INDEX"]
CACHES = {
    **OF_TESTS,
    "shared": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": Path(os.environ["SHARED_CACHE"]),
    },
}
