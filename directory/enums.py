"""Closed sets of the directory."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What an organisation is."""

    WELFARE = "welfare", _("Freier Träger")
    DISTRICT = "district", _("Landkreis")
    MUNICIPALITY = "municipality", _("Stadt oder Gemeinde")


class Appointment(TextChoices):
    """How one gets to talk to an office."""

    WALK_IN = "walk_in", _("Ohne Termin")
    APPOINTMENT = "appointment", _("Nur mit Termin")
    BOTH = "both", _("Mit und ohne Termin")


class Audience(TextChoices):
    """Who may see a contact's phone number or address."""

    PUBLIC = "public", _("Alle")
    NETWORK = "network", _("Nur Mitarbeitende im Netzwerk")
