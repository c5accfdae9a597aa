"""What people are told by mail: what a version in force changes for their organisation."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from agreement.acknowledgement.telling import Telling
from agreement.acknowledgement.what import Touched
from portal.accounts.models import User
from portal.accounts.notifications import notify

CHANGES = "aenderungen"
"""The kind of these notices."""
PAGE = "/intern/aenderungen/"
"""The standing address of the page that shows it."""

TO_CONFIRM = _(
    "%(title)s: Fassung %(number)s %(since)s. Sie ändert etwas für %(organisation)s. "
    "Bitte lesen Sie es und bestätigen Sie, dass Sie es gelesen haben."
)
EDITORIAL = _(
    "%(title)s: Fassung %(number)s %(since)s. Für %(organisation)s ändert sich nur die "
    "Formulierung. Zu bestätigen ist nichts."
)
NOTHING = _(
    "%(title)s: Fassung %(number)s %(since)s. Für %(organisation)s ändert sich nichts. "
    "Zu bestätigen ist nichts."
)
IN_FORCE = _("%(title)s: Fassung %(number)s %(since)s.")
NEWCOMER = _(
    "%(title)s: Sie gehören jetzt zu %(organisation)s. Bitte lesen Sie, was die geltende "
    "Fassung %(number)s dort ändert, und bestätigen Sie es."
)
AGAIN = _(
    "%(title)s: Was Fassung %(number)s für %(organisation)s ändert, ist inzwischen ein anderes "
    "als das, was Sie bestätigt haben. Bitte lesen und bestätigen Sie es noch einmal."
)
REMINDER = _(
    "%(title)s: Bitte lesen Sie noch, was Fassung %(number)s für %(organisation)s ändert, und "
    "bestätigen Sie es."
)
TODAY, SINCE = _("gilt ab heute"), _("gilt seit dem %(day)s")


def tell_organisation(telling: Telling, found: Touched, people: Collection[int]) -> None:
    """Tell the people of an organisation what changes for it, or that nothing does."""
    editorial = NOTHING if found.is_nothing else EDITORIAL
    _tell(telling, found, people, TO_CONFIRM if found.needs_confirmation else editorial)


def tell_newcomers(telling: Telling, found: Touched, people: Collection[int]) -> None:
    """Ask people who joined after the day for what holds now."""
    _tell(telling, found, people, NEWCOMER)


def tell_again(telling: Telling, found: Touched, people: Collection[int]) -> None:
    """Ask people again who confirmed something else than is to be read by now."""
    _tell(telling, found, people, AGAIN)


def remind(telling: Telling, found: Touched, people: Collection[int]) -> None:
    """Remind people who have not confirmed."""
    _tell(telling, found, people, REMINDER)


def tell_others(telling: Telling, people: Collection[int]) -> None:
    """Tell people without an organisation, such as the coordination, that a version is in force."""
    _leave(telling, people, IN_FORCE, {}, f"{PAGE}uebersicht/")


def _tell(telling: Telling, found: Touched, people: Collection[int], sentence: Any) -> None:
    words = {"organisation": telling.names[found.organisation.uuid]}
    _leave(telling, people, sentence, words, PAGE)


def _leave(
    telling: Telling, people: Collection[int], sentence: Any, words: dict[str, Any], path: str
) -> None:
    if not people:
        return
    with override(settings.LANGUAGE_CODE):
        is_today = telling.effective_on == timezone.localdate()
        since = str(TODAY) if is_today else str(SINCE) % {"day": date_format(telling.effective_on)}
        facts = {
            "title": telling.version.agreement.title,
            "number": telling.version.number,
            "since": since,
        }
        accounts = User.objects.filter(pk__in=people)
        notify(accounts, CHANGES, sentence, path, words=facts | words)
