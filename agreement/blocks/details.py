"""The parts of structured sections that come in lists."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, DateBlock, StructBlock, URLBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from agreement import choices
from agreement.blocks.choices import CodeBlock, CodesBlock, NamedInMigrations


class LegalBasisBlock(NamedInMigrations, StructBlock):
    """A law or directive that a service rests on."""

    title = CharBlock(
        max_length=255,
        label=gettext_lazy("Vorschrift"),
        help_text=gettext_lazy("Zum Beispiel: § 45 Satz 1 AufenthG"),
    )
    url = URLBlock(required=False, label=gettext_lazy("Adresse im Netz"))

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Rechtsgrundlage")


class ProviderBlock(NamedInMigrations, StructBlock):
    """An organisation that provides the service, where, and since when."""

    organisation = CodeBlock(
        choices.organisation_choices, required=True, label=gettext_lazy("Träger")
    )
    municipalities = CodesBlock(
        choices.municipality_choices,
        label=gettext_lazy("Gemeinden"),
        help_text=gettext_lazy("Leer: alle, für die niemand sonst genannt ist."),
    )
    valid_from = DateBlock(required=False, label=gettext_lazy("Ab"))
    valid_until = DateBlock(required=False, label=gettext_lazy("Bis"))

    def clean(self, value: Any) -> Any:
        """Refuse days the wrong way round."""
        cleaned = super().clean(value)
        start, end = cleaned["valid_from"], cleaned["valid_until"]
        if start and end and start > end:
            error = ValidationError(_("„Bis“ liegt vor „Ab“. Tauschen Sie die beiden Tage."))
            raise StructBlockValidationError(block_errors={"valid_until": error})
        return cleaned

    class Meta:
        icon = "group"
        label = gettext_lazy("Träger")
        label_format = "{organisation}"


class HandOverStepBlock(NamedInMigrations, StructBlock):
    """A step of a hand-over."""

    who = CharBlock(max_length=255, label=gettext_lazy("Wer"))
    what = CharBlock(max_length=500, label=gettext_lazy("Was"))
    by_when = CharBlock(
        required=False,
        max_length=255,
        label=gettext_lazy("Bis wann"),
        help_text=gettext_lazy("Zum Beispiel: spätestens vier Wochen vor dem Ende"),
    )

    class Meta:
        icon = "arrow-right"
        label = gettext_lazy("Schritt")
        label_format = "{who}: {what}"


class PointBlock(NamedInMigrations, CharBlock):
    """One short point of a list: a task, an occasion, a kind of advice."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Punkt")
