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
    ORGANISATION = "organisation", _("Nur die eigene Organisation und die Koordination")
    COORDINATION = "coordination", _("Nur die Koordination")


class Role(TextChoices):
    """What somebody is for an organisation; the coordination's is for the whole network."""

    STAFF = "staff", _("Mitarbeitend")
    EDITOR = "editor", _("Redaktion")
    LEAD_EDITOR = "lead_editor", _("Leitung der Redaktion")
    SIGNATORY = "signatory", _("Zeichnungsberechtigt")
    COORDINATION = "coordination", _("Koordination")


ROLES_OF_ORGANISATIONS = (Role.STAFF, Role.EDITOR, Role.LEAD_EDITOR, Role.SIGNATORY)
