"""Closed sets of news and events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventState(TextChoices):
    """Whether an event takes place as announced."""

    PLANNED = "planned", _("Findet statt")
    CANCELLED = "cancelled", _("Abgesagt")
    MOVED = "moved", _("Verschoben")


class Repeats(TextChoices):
    """How an event comes again; the empty word means: it does not."""

    WEEKLY = "weekly", _("Jede Woche")
    FORTNIGHTLY = "fortnightly", _("Alle zwei Wochen")
    MONTHLY_BY_WEEKDAY = "monthly_by_weekday", _("Jeden Monat am selben Wochentag")
    MONTHLY_BY_DAY = "monthly_by_day", _("Jeden Monat am selben Tag")


class ExceptionKind(TextChoices):
    """What is different on one day of a recurring event."""

    CANCELLED = "cancelled", _("Fällt aus")
    MOVED = "moved", _("Verschoben")


class Rhythm(TextChoices):
    """How often a digest comes."""

    DAILY = "daily", _("Täglich")
    WEEKLY = "weekly", _("Jede Woche")


class DigestMailKind(TextChoices):
    """What a mail to a reader of the digest is."""

    CONFIRMATION = "confirmation", _("Bitte um Bestätigung")
    ISSUE = "issue", _("Ausgabe")


class NoticeAudience(TextChoices):
    """Whom an internal notice is for."""

    NETWORK = "network", _("Alle im Netzwerk")
    ORGANISATION = "organisation", _("Nur die eigene Organisation")
