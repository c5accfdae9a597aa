"""Lets the database answer for a while after Elasticsearch has failed.

All processes know it from the shared cache, so that not each of them has to wait in vain. When
the pause is over, one search a second tries again until one is answered.
"""

import time
from enum import Enum

from django.core.cache import caches

PAUSE_SECONDS = 10
FAILED_AT = "search-elasticsearch-failed-at"
TRIAL = "search-elasticsearch-trial"
SLOW = "search-elasticsearch-slow"
FORGOTTEN_AFTER = 3600
"""A failure nobody has asked again about: by then everything may be different."""


class Leave(Enum):
    """Whether somebody may ask Elasticsearch."""

    YES = "yes"
    TRIAL = "trial"
    """He is the one who finds out whether it is back."""
    NO = "no"


def leave_to_ask() -> Leave:
    """Return whether Elasticsearch may be asked now; one query of the shared cache."""
    failed_at = caches["shared"].get(FAILED_AT)
    if failed_at is None:
        return Leave.YES
    if 0 <= time.time() - failed_at < PAUSE_SECONDS:
        return Leave.NO
    return Leave.TRIAL if caches["shared"].add(TRIAL, 1, timeout=1) else Leave.NO


def failed() -> None:
    """Tell that Elasticsearch did not answer."""
    caches["shared"].set(FAILED_AT, time.time(), timeout=FORGOTTEN_AFTER)


def was_slow() -> None:
    """Tell that Elasticsearch did not answer in time.

    One late answer may be the question's fault, or a collection of garbage: the second one
    within a pause is a failure, and so is one during a pause.
    """
    cache = caches["shared"]
    if cache.get(FAILED_AT) is not None or not cache.add(SLOW, 1, timeout=PAUSE_SECONDS):
        failed()


def answered() -> None:
    """Tell that Elasticsearch has answered the trial."""
    caches["shared"].delete_many([FAILED_AT, TRIAL, SLOW])
