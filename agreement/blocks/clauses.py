"""A clause, and the clauses of a section."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import (
    BlockGroup,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from agreement.blocks.choices import NamedInMigrations, choices_remembered
from agreement.blocks.rules import RuleBlock
from agreement.enums import ChangeKind, Claim, ClauseKind
from agreement.rule_conflicts import denied_outright
from agreement.rules_of_blocks import finished_rules
from portal.core.errors import BadInput

# What the text of a clause may hold: what a legal text needs, and nothing that looks different.
FEATURES = ["bold", "italic", "ol", "ul", "clause-link", "link"]


class ClauseBlock(NamedInMigrations, StructBlock):
    """A clause; the id of its block is its uid."""

    heading = CharBlock(max_length=255, label=gettext_lazy("Überschrift"))
    text = RichTextBlock(features=FEATURES, label=gettext_lazy("Text"))
    kind = ChoiceBlock(
        choices=ClauseKind.choices, default=ClauseKind.BINDING, label=gettext_lazy("Art")
    )
    plain = TextBlock(
        required=False,
        rows=3,
        label=gettext_lazy("In einfachen Worten"),
        help_text=gettext_lazy("Kurze Sätze für alle. Nicht bindend."),
    )
    rules = ListBlock(
        RuleBlock(),
        default=[],
        collapsed=True,
        label=gettext_lazy("Regeln der Zuständigkeit"),
        help_text=gettext_lazy(
            "Was die Klausel für die Suche nach der Anlaufstelle bedeutet. Der Text muss dasselbe "
            "sagen wie die Regeln."
        ),
    )
    claim = ChoiceBlock(
        choices=Claim.choices,
        default=Claim.BY_TEXT,
        required=False,
        label=gettext_lazy("Regelt die Klausel eine Zuständigkeit?"),
        help_text=gettext_lazy(
            "Wenn ja, braucht sie eine Regel. Fehlt sie, weist das Portal darauf hin."
        ),
    )
    change = ChoiceBlock(
        choices=ChangeKind.choices,
        default=ChangeKind.SUBSTANTIAL,
        label=gettext_lazy("Art der Änderung"),
    )
    change_reason = TextBlock(required=False, rows=1, label=gettext_lazy("Begründung der Änderung"))

    def clean(self, value: Any) -> Any:
        """Refuse an empty text when publishing, and links that no legal text can hold."""
        cleaned = super().clean(value)
        html = cleaned["text"].source or ""
        if not self.is_deferred_validation and not strip_tags(html).strip():
            sentence = _("Der Text fehlt. Schreiben Sie ihn oder löschen Sie die Klausel.")
        elif 'linktype="page"' in html or 'linktype="document"' in html:
            sentence = _(
                "Der Text darf nicht auf Seiten oder Dateien des Portals verweisen, denn sie "
                "können sich ändern. Verweisen Sie auf eine Klausel oder eine feste Adresse."
            )
        else:
            _refuse_denials(cleaned["rules"])
            return cleaned
        raise StructBlockValidationError(block_errors={"text": ValidationError(sentence)})

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Klausel")
        label_format = "{heading}"
        form_layout = BlockGroup(
            children=[
                "heading",
                "text",
                "kind",
                "plain",
                "rules",
                "claim",
                BlockGroup(
                    ["change", "change_reason"],
                    heading=gettext_lazy("Was sich ändert"),
                    classname="collapsed",
                    icon="edit",
                ),
            ]
        )


def _refuse_denials(rules: Any) -> None:
    """Refuse a rule “not” that takes away all that another rule of the clause gives."""
    places = {str(index): block for index, block in enumerate(rules.bound_blocks)}
    found = finished_rules((place, block.value) for place, block in places.items())
    errors = {
        int(denial.id): StructBlockValidationError(
            block_errors={
                "mode": ValidationError(
                    _(
                        "Diese Regel hebt Regel %(number)s der Klausel ganz auf: derselbe Dienst, "
                        "dieselben Fälle. Ändern Sie, wer gemeint ist, oder löschen Sie eine der "
                        "beiden."
                    )
                    % {"number": int(rule.id) + 1}
                )
            }
        )
        for denial, rule in denied_outright(found)
    }
    if errors:
        raise StructBlockValidationError(
            block_errors={"rules": ListBlockValidationError(block_errors=errors)}
        )


class ClausesBlock(StreamBlock):
    """The clauses of a section, in their order."""

    clause = ClauseBlock()

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """Read the form; raises BadInput (400) for one that arrived cut off or forged."""
        try:
            return super().value_from_datadict(data, files, prefix)
        except (KeyError, ValueError, TypeError):
            raise BadInput(
                _(
                    "Das Formular ist unvollständig angekommen. Gehen Sie zurück und senden Sie "
                    "es noch einmal."
                )
            ) from None

    def clean(self, value: Any) -> Any:
        """Check every clause; what the rules choose from is loaded once for all of them."""
        with choices_remembered():
            return super().clean(value)
