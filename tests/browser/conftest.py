"""What every browser test may ask for."""

import os

from tests.services.browser import browser, page, page_without_script, phone
from tests.services.portal_server import portal, shared_portal, template

__all__ = [
    "browser",
    "page",
    "page_without_script",
    "phone",
    "portal",
    "shared_portal",
    "template",
]

# Playwright keeps an event loop running in the thread of the tests; Django would then refuse
# its database to every other test of the same process.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
