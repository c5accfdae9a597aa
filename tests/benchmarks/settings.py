"""The demo as production would serve it: static files collected, compressed, hashed by content."""

from portal.settings.development import *  # noqa: F403
from portal.settings.development import STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
THROTTLED = False  # all requests of a measurement come from one address
