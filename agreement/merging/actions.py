"""Saves what two people wrote as one new draft."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agreement.clause_identity import check_identity, known_clauses
from agreement.identity import Stored
from agreement.merging.bases import stamp
from agreement.models.working_text import SectionPage
from agreement.precedence import check_precedence


class NewerAgain(Exception):
    """Somebody saved the section once more while both texts were being brought together."""


@transaction.atomic
def save_merge(
    seen: Any, by: Any, clauses: Sequence[Stored], mine: Any, fields: Sequence[str]
) -> Any:
    """Save a draft of the section with these clauses, and these fields of one's own copy.

    `seen` is the newest revision as it was shown. Returns the new revision. Raises NewerAgain if
    there is another one by now, PermissionDenied for whoever may not edit the section or finds it
    locked, and StreamBlockValidationError for clauses that contradict each other.
    """
    row = SectionPage.objects.select_for_update().get(pk=mine.pk).specific
    check_may_edit(row, by)
    if stamp(row.latest_revision) != stamp(seen):
        raise NewerAgain
    page = row.get_latest_revision_as_object()
    for name in fields:
        setattr(page, name, getattr(mine, name))
    page.clauses = page._meta.get_field("clauses").to_python(list(clauses))
    check_identity(page.clauses, known_clauses(page, None))
    check_precedence(page.clauses, page, None)
    if not page.live:
        page.save(clean=False)
    return page.save_revision(user=by, log_action="portal.section.merge", clean=False)


def is_locked_for(page: Any, user: Any) -> bool:
    """Return whether somebody finds a section locked: by a person, or while it is reviewed."""
    lock = page.get_lock()
    return bool(lock and lock.for_user(user))


def check_may_edit(page: Any, user: Any) -> None:
    """Raise PermissionDenied for whoever may not edit a section, or finds it locked."""
    if not page.permissions_for_user(user).can_edit() or is_locked_for(page, user):
        raise PermissionDenied
