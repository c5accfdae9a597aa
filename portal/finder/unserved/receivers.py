"""Whatever way an office goes or changes: those concerned are told once it has happened."""

from typing import Any

from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from directory.models import OfficePage, OrganisationPage, SpecialDays
from portal.finder.unserved.telling import tell_of_unserved

DIRECTORY = (OfficePage, OrganisationPage)


@receiver([page_published, page_unpublished, post_page_move])
def page_has_changed(instance: Any, **kwargs: Any) -> None:
    """Look once the act is over."""
    if isinstance(instance.specific, DIRECTORY):
        _look_after_the_act()


@receiver(post_delete, sender=OfficePage)
@receiver([post_save, post_delete], sender=SpecialDays)
def office_has_changed(**kwargs: Any) -> None:
    """Look once the act is over."""
    _look_after_the_act()


def _look_after_the_act() -> None:
    """Look once, however many pages an act takes along; a failure must not undo what is done."""
    if not any(entry[1] is _look for entry in connection.run_on_commit):
        transaction.on_commit(_look, robust=True)


def _look() -> None:
    tell_of_unserved()
