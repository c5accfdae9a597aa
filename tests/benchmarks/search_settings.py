"""The tests' settings with what the search of a real portal has: its engine, a shared cache."""

from portal.settings.base import CACHES as REAL_CACHES
from portal.settings.base import env
from portal.settings.test import *  # noqa: F403
from portal.settings.test import CACHES

ELASTICSEARCH_URLS = env.elasticsearch_urls
ELASTICSEARCH_INDEX = env.ELASTICSEARCH_INDEX
# Whether Elasticsearch is away, and who rebuilds, is known to all processes.
CACHES = CACHES | {"shared": REAL_CACHES["shared"]}
