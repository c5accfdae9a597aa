"""What people call the things that are found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The kinds, in the order in which they are offered."""

    CLAUSE = "clause", _("Klausel der Vereinbarung")
    OFFICE = "office", _("Beratungsstelle")
    ORGANISATION = "organisation", _("Organisation")
    CONTACT = "contact", _("Ansprechperson")
    AGREEMENT = "agreement", _("Vereinbarung")
    ARTICLE = "article", _("Artikel")
    EVENT = "event", _("Termin")
    MEETING = "meeting", _("Sitzung")
    DECISION = "decision", _("Beschluss")
    ACTION = "action", _("Aufgabe")
    DOCUMENT = "document", _("Dokument")
    PAGE = "page", _("Seite")
    IMAGE = "image", _("Bild")
