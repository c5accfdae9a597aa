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


class ChannelKind(TextChoices):
    """A way to be advised."""

    WALK_IN = "walk_in", _("Offene Sprechstunde")
    APPOINTMENT = "appointment", _("Beratung mit Termin")
    PHONE = "phone", _("Telefonsprechstunde")
    VIDEO = "video", _("Videoberatung")
    OUTREACH = "outreach", _("Außensprechstunde")


class ReportKind(TextChoices):
    """What readers find wrong."""

    PHONE = "phone", _("Telefon oder E-Mail stimmt nicht")
    HOURS = "hours", _("Öffnungszeiten stimmen nicht")
    ADDRESS = "address", _("Adresse stimmt nicht")
    GONE = "gone", _("Diese Beratungsstelle gibt es nicht mehr")
    NOT_FITTING = "not_fitting", _("Die Antwort passt nicht zu mir")
    OTHER = "other", _("Etwas anderes")


class ReportState(TextChoices):
    """What became of a report."""

    OPEN = "open", _("Offen")
    CORRECTED = "corrected", _("Berichtigt")
    REJECTED = "rejected", _("Es stimmt so")


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


EDITING = (Role.EDITOR, Role.LEAD_EDITOR)
"""Whoever edits the pages of an organisation."""
ROLES_OF_ORGANISATIONS = (Role.STAFF, Role.EDITOR, Role.LEAD_EDITOR, Role.SIGNATORY)
