"""A responsibility rule on a clause: who is meant, which service, since when.

The form asks as people do: *Wer ist gemeint? – Wer ist zuständig? – Seit wann?* The sentence
that results is shown above the fields by `agreement/static/agreement/rule-sentence.js`.
"""

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
from agreement.vocabulary import ARRIVAL_OF_STATUS


class RuleBlock(NamedInMigrations, StructBlock):
    """One rule; conditions left empty hold for everybody. Its id is that of the list item."""

    mode = CodeBlock(choices.mode_choices, required=True, label=gettext_lazy("Was gilt"))
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
    valid_from = DateBlock(
        required=False,
        label=gettext_lazy("Gilt ab"),
        help_text=gettext_lazy("Leer: so lange die Fassung gilt."),
    )
    valid_until = DateBlock(
        required=False,
        label=gettext_lazy("Gilt bis"),
        help_text=gettext_lazy("Einschließlich. Leer: ohne Ende."),
    )
    overrides = CodesBlock(
        choices.clause_choices,
        label=gettext_lazy("Abweichend von"),
        help_text=gettext_lazy(
            "Wo diese Regel zutrifft, gelten die Regeln dieser Klauseln nicht. Eine neue Klausel "
            "steht hier, sobald ihr Abschnitt gespeichert ist."
        ),
    )

    def clean(self, value: Any) -> Any:
        """Refuse what contradicts itself; what is only missing may wait while it is a draft."""
        cleaned = super().clean(value)
        errors = {
            **self._service_error(cleaned),
            **_age_error(cleaned),
            **_arrival_error(cleaned),
            **_day_error(cleaned),
        }
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
                BlockGroup(
                    [
                        "age_from",
                        "age_to",
                        "statuses",
                        "accommodations",
                        "arrivals",
                        "periods",
                        "topics",
                        "municipalities",
                    ],
                    heading=gettext_lazy("Wer ist gemeint?"),
                    help_text=gettext_lazy("Was leer bleibt, gilt für alle."),
                    icon="user",
                    label_format="",
                ),
                BlockGroup(
                    ["mode", "service"],
                    heading=gettext_lazy("Wer ist zuständig?"),
                    icon="key",
                    label_format="",
                ),
                BlockGroup(
                    ["valid_from", "valid_until", "overrides"],
                    heading=gettext_lazy("Seit wann, und wovon abweichend?"),
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


def _arrival_error(rule: Any) -> dict[str, ValidationError]:
    """Refuse a status and a way to have come that no person can have both."""
    told = {ARRIVAL_OF_STATUS.get(status) for status in rule["statuses"]}
    if not rule["arrivals"] or not told or None in told or told & set(rule["arrivals"]):
        return {}
    sentence = _(
        "Niemand mit diesem Aufenthaltsstatus ist so gekommen: Die Regel träfe nie zu. Ändern Sie "
        "eines von beiden."
    )
    return {"arrivals": ValidationError(sentence)}


def _day_error(rule: Any) -> dict[str, ValidationError]:
    start, end = rule["valid_from"], rule["valid_until"]
    if start is None or end is None or start <= end:
        return {}
    sentence = _("„Gilt bis“ liegt vor „Gilt ab“. Tauschen Sie die beiden Tage.")
    return {"valid_until": ValidationError(sentence)}
