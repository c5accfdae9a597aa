"""Reminders: one mail per person with the offices that nobody has confirmed for long."""

import logging
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override

from directory.enums import EDITING
from directory.freshness.links import LASTS, NOT_AGAIN, keep_links, new_tokens
from directory.freshness.panel import LONGEST_WAIT_FIRST
from directory.freshness.review import review_day
from directory.freshness.words import verified_words
from directory.models import ConfirmationLink, Membership, OfficePage
from portal.accounts.models import SilencedKind, User

logger = logging.getLogger(__name__)
REMINDERS = "erinnerungen"
"""The kind of these mails, by which people switch them off."""


def remind_all(now: datetime | None = None) -> int:
    """Mail every editor the offices to confirm; return the number of mails.

    Nobody is reminded of the same office again for a while (NOT_AGAIN). A mail that fails
    leaves no trace: the next run tries again.
    """
    moment = now or timezone.now()
    sent = 0
    for person, offices in _whom_of_what(moment).items():
        tokens = new_tokens(offices)
        try:
            _mail(person, offices, tokens, moment).send()
        except (SMTPException, OSError) as error:
            # The text of the error may hold addresses.
            logger.warning("A reminder could not be sent (%s)", type(error).__name__)
        else:
            keep_links(person, tokens, moment)
            sent += 1
    return sent


def _whom_of_what(now: datetime) -> Mapping[User, list[OfficePage]]:
    """Return who is to be reminded of which offices: the editors of their organisations."""
    overdue = OfficePage.objects.live().unconfirmed_since(review_day(timezone.localdate(now)))
    by_place: dict[str, list[OfficePage]] = defaultdict(list)
    for office in overdue.select_related("verification").order_by(*LONGEST_WAIT_FIRST):
        by_place[office.organisation_path].append(office)
    roles = Membership.objects.giving_rights().filter(
        role__in=EDITING,
        user__is_active=True,
        organisation__path__in=by_place,
    )
    silent = SilencedKind.objects.filter(kind=REMINDERS).values("user")
    roles = roles.exclude(user__in=silent).select_related("user", "organisation")
    lately = ConfirmationLink.objects.filter(expires_at__gt=now + LASTS - NOT_AGAIN)
    reminded = set(lately.values_list("recipient", "office"))
    found: dict[User, dict[int, OfficePage]] = defaultdict(dict)
    for role in roles.order_by("user", "organisation__title"):
        waiting = by_place[role.organisation.path] if role.organisation else []
        for office in waiting:
            if (role.user_id, office.pk) not in reminded:
                found[role.user][office.pk] = office
    return {person: list(offices.values()) for person, offices in found.items()}


def _mail(
    person: User, offices: list[OfficePage], tokens: Mapping[int, str], now: datetime
) -> EmailMessage:
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    today = timezone.localdate(now)
    with override(settings.LANGUAGE_CODE):
        context: dict[str, Any] = {
            "name": person.get_full_name(),
            "offices": [
                {
                    "title": " ".join(office.title.split()),
                    "verified": verified_words(office, today),
                    "address": base + reverse("freshness_link", args=[tokens[office.pk]]),
                }
                for office in offices
            ],
            "expires": timezone.localdate(now + LASTS),
            "base": base,
            "page": reverse("freshness"),
            "preferences": reverse("account_notifications"),
        }
        number = len(offices)
        subject = ngettext(
            "Stimmt das noch? Eine Beratungsstelle zu bestätigen",
            "Stimmt das noch? %(number)s Beratungsstellen zu bestätigen",
            number,
        )
        return EmailMessage(
            subject % {"number": number},
            render_to_string("email/freshness.txt", context),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
