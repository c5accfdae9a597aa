"""The mail that asks somebody to confirm a notice."""

import re
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from news.models.notices import Notice
from news.notices.asking import still_to_confirm, waiting_for
from portal.accounts.models import User
from portal.accounts.notifications import notify

NOTICES = "hinweise"
"""The kind of these mails."""
PAGE = "/intern/hinweise/"
"""The standing address of the notices."""

TO_CONFIRM = _("%(who)s bittet Sie, diesen Hinweis zu lesen und zu bestätigen: „%(title)s“.")
CHANGED = _("Dieser Hinweis hat sich geändert. Bitte lesen und bestätigen Sie ihn: „%(title)s“.")
COORDINATION = _("Die Koordination")


def path_of(notice: Notice) -> str:
    """Return where a notice stands, without a language."""
    return f"{PAGE}{notice.uuid}/"


def ask(notice: Notice, *, but: Collection[int] = (), is_changed: bool = False) -> None:
    """Ask by mail who has not confirmed, but some people (their keys); within the act."""
    words: dict[str, Any] = {"title": notice.title}
    words["who"] = notice.organisation.title if notice.organisation else COORDINATION
    text = CHANGED if is_changed else TO_CONFIRM
    people = still_to_confirm(notice).exclude(pk__in=but)
    notify(people, NOTICES, text, path_of(notice), words=words)


def still_waits(person: User, path: str) -> bool:
    """Return whether somebody has still to confirm the notice at an address (three queries)."""
    named = re.fullmatch(rf"{PAGE}([0-9a-f-]{{36}})/", path)
    return named is not None and waiting_for(person).filter(uuid=named[1]).exists()
