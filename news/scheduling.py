"""Publishing and closing at the time that an editor has set, for every kind of page."""

import logging

from django.core.management import call_command
from django.db import DatabaseError

logger = logging.getLogger(__name__)


def publish_due() -> int:
    """Publish and close what is due, and return 0: no mail goes out.

    Runs in the rounds of `send_notifications`. A page that cannot be published must not keep
    the mails back, nor be silent; only a database that is away ends the round.
    """
    try:
        call_command("publish_scheduled")
    except DatabaseError:
        raise
    except Exception:
        logger.exception("A page could not be published or closed at its time")
    return 0
