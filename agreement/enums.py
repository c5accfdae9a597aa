"""The named states and kinds of the agreement."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequiredForm(TextChoices):
    """The form that the partners' signatures must have (§ 126, § 126a, § 127 BGB; § 56 SGB X)."""

    ANY = "any", _("Frei vereinbart (§ 127 BGB)")
    WRITTEN = "written", _("Schriftform: eigenhändig auf Papier oder qualifiziert elektronisch")


class TextAudience(TextChoices):
    """Who may read the text of signed versions."""

    ALL = "all", _("Alle")
    NETWORK = "network", _("Nur das Netzwerk")


class EntryKind(TextChoices):
    """What a ledger entry records."""

    SEAL = "seal", _("Festgeschrieben")
    COMMENCEMENT = "commencement", _("Inkrafttreten festgelegt")


class ClauseKind(TextChoices):
    """Whether a clause binds the partners or explains another one."""

    BINDING = "binding", _("Bindend")
    EXPLANATORY = "explanatory", _("Erläuterung, nicht bindend")


class ChangeKind(TextChoices):
    """How much a change of a clause means."""

    SUBSTANTIAL = "substantial", _("Inhaltlich")
    EDITORIAL = "editorial", _("Nur redaktionell")
