"""On which revision of a section a form was written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

OPENED_ON = "opened_on"

Stamp = tuple[str, str]
"""Key and time of a revision: what tells it from others, and from itself before it was
overwritten by an automatic save."""


def stamp(revision: Any) -> Stamp | None:
    """Return what tells a revision from another."""
    return (str(revision.pk), revision.created_at.isoformat()) if revision else None


def written_stamp(revision: Any) -> str:
    """Return the stamp as one text for a hidden field."""
    found = stamp(revision)
    return "@".join(found) if found else ""


def read_stamp(text: str) -> Stamp | None:
    """Return the stamp that a hidden field holds; None for anything else."""
    key, at, time = text.partition("@")
    return (key, time) if at and key.isdecimal() else None


def is_older_than(data: Mapping[str, Any], newest: Any) -> bool:
    """Compare the base that a form names with the newest revision.

    After an automatic save of the same browser the base is the revision it made, which it may
    overwrite.
    """
    if own := data.get("overwrite_revision_id"):
        return bool(own != str(newest.pk))
    return _named_base(data) != stamp(newest)


def _named_base(data: Mapping[str, Any]) -> Stamp:
    """Return what the form was opened on; a form that shows its mistakes names it still."""
    opened = read_stamp(data.get(OPENED_ON) or "")
    key, time = data.get("loaded_revision_id"), data.get("loaded_revision_created_at")
    return opened or (key or "", time or "")


def base_revision(data: Mapping[str, Any], page: Any) -> Any:
    """Return the newest revision that both texts surely come from; None if there is none left.

    A base that somebody overwrote by saving automatically is gone: the revision before it takes
    its place. Both texts come from it too, so that at worst more is left to decide.
    """
    if (own := data.get("overwrite_revision_id") or "").isdecimal():
        return page.revisions.filter(pk=own).first()
    key, time = _named_base(data)
    if not key.isdecimal():
        return None
    found = page.revisions.filter(pk=key).first()
    if found is None or stamp(found) == (key, time):
        return found
    opened_at = _moment(time)
    earlier = page.revisions.filter(pk__lt=key)
    if opened_at is not None:
        earlier = earlier.filter(created_at__lt=opened_at)
    return earlier.order_by("-created_at", "-pk").first()


def _moment(time: str) -> datetime | None:
    try:
        return datetime.fromisoformat(time)
    except ValueError:
        return None
