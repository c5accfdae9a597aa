"""A responsibility rule on a clause: for whom, which service, since when."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import BlockGroup, DateBlock, IntegerBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from agreement import choices
from agreement.blocks.choices import CodeBlock, CodesBlock, NamedInMigrations
from agreement.responsibility.facts import AGE_MAX, AGE_MIN
from agreement.responsibility.rules import Mode


class RuleBlock(NamedInMigrations, StructBlock):
    """One rule; conditions left empty hold for everybody. Its id is that of the list item."""

    mode = CodeBlock(choices.mode_choices, required=True, label=gettext_lazy("Aussage"))
    service = CodeBlock(
        choices.service_choices,
        label=gettext_lazy("Dienst"),
        help_text=gettext_lazy("Leer nur, wenn das Alter der Eltern entscheidet."),
    )
    age_from = IntegerBlock(
        required=False, min_value=AGE_MIN, max_value=AGE_MAX, label=gettext_lazy("Alter von")
    )
    age_to = IntegerBlock(
        required=False,
        min_value=AGE_MIN,
        max_value=AGE_MAX,
        label=gettext_lazy("Alter bis"),
        help_text=gettext_lazy("Einschließlich: „12 bis 26“ heißt bis zum 27. Geburtstag."),
    )
    statuses = CodesBlock(choices.status_choices, label=gettext_lazy("Aufenthaltsstatus"))
    accommodations = CodesBlock(choices.accommodation_choices, label=gettext_lazy("Wohnsituation"))
    arrivals = CodesBlock(choices.arrival_choices, label=gettext_lazy("Gekommen"))
    periods = CodesBlock(choices.period_choices, label=gettext_lazy("Beratungszeitraum"))
    topics = CodesBlock(choices.topic_choices, label=gettext_lazy("Anliegen"))
    municipalities = CodesBlock(choices.municipality_choices, label=gettext_lazy("Gemeinden"))
    valid_from = DateBlock(required=False, label=gettext_lazy("Gilt ab"))
    valid_until = DateBlock(
        required=False,
        label=gettext_lazy("Gilt bis"),
        help_text=gettext_lazy("Einschließlich. Leer: ohne Ende."),
    )
    overrides = CodesBlock(
        choices.clause_choices,
        label=gettext_lazy("Geht vor"),
        help_text=gettext_lazy(
            "Klauseln, von denen diese Regel abweicht. Eine neue Klausel steht hier, sobald ihr "
            "Abschnitt gespeichert ist."
        ),
    )

    def clean(self, value: Any) -> Any:
        """Refuse what contradicts itself; what is only missing may wait while it is a draft."""
        cleaned = super().clean(value)
        errors = {**self._service_error(cleaned), **_age_error(cleaned), **_day_error(cleaned)}
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def _service_error(self, rule: Any) -> dict[str, ValidationError]:
        by_parents = rule["mode"] == Mode.PARENTS
        if by_parents and rule["service"]:
            sentence = _(
                "Wenn das Alter der Eltern entscheidet, nennt die Regel keinen Dienst. "
                "Lassen Sie dieses Feld leer."
            )
        elif rule["mode"] and not by_parents and not rule["service"]:
            if self.is_deferred_validation:
                return {}
            sentence = _("Wählen Sie den Dienst, von dem die Regel handelt.")
        else:
            return {}
        return {"service": ValidationError(sentence)}

    class Meta:
        icon = "key"
        label = gettext_lazy("Regel")
        label_format = "{mode} {service}"
        form_layout = BlockGroup(
            children=[
                "mode",
                "service",
                BlockGroup(
                    ["age_from", "age_to", "statuses", "accommodations", "arrivals", "periods"],
                    heading=gettext_lazy("Für wen"),
                    help_text=gettext_lazy("Was leer bleibt, gilt für alle."),
                    icon="user",
                    label_format="",
                ),
                BlockGroup(
                    ["topics", "municipalities"],
                    heading=gettext_lazy("Wofür und wo"),
                    classname="collapsed",
                    icon="site",
                    label_format="",
                ),
                BlockGroup(
                    ["valid_from", "valid_until", "overrides"],
                    heading=gettext_lazy("Geltung und Vorrang"),
                    classname="collapsed",
                    icon="date",
                    label_format="",
                ),
            ]
        )


def _age_error(rule: Any) -> dict[str, ValidationError]:
    low, high = rule["age_from"], rule["age_to"]
    if low is None or high is None or low <= high:
        return {}
    sentence = _(
        "„Alter bis“ (%(high)s) liegt unter „Alter von“ (%(low)s). Tauschen Sie die beiden Zahlen."
    )
    return {"age_to": ValidationError(sentence % {"high": high, "low": low})}


def _day_error(rule: Any) -> dict[str, ValidationError]:
    start, end = rule["valid_from"], rule["valid_until"]
    if start is None or end is None or start <= end:
        return {}
    sentence = _("„Gilt bis“ liegt vor „Gilt ab“. Tauschen Sie die beiden Tage.")
    return {"valid_until": ValidationError(sentence)}
