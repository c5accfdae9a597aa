"""What an example case must be before it is stored, whoever stores it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreement.examples.personal_data import holds_contact_data
from agreement.responsibility.facts import AGE_MAX
from agreement.vocabulary import ARRIVAL_OF_STATUS
from directory.gazetteer import gazetteer
from directory.models import Service, Topic

FACTS = (
    "age",
    "parent_age",
    "status",
    "accommodation",
    "arrival",
    "period",
    "municipality",
    "topic",
)
"""The fields of an example case that say whom it is about."""

_TEXTS = ("title", "description", "source")


def check_example(example: Any) -> None:
    """Raise ValidationError with a sentence at every field that cannot be."""
    errors = _fact_errors(example) | _expectation_errors(example)
    most = type(example)._meta.get_field("description").max_length
    if len(example.description) > most:
        # Only forms look at the length of a long text by themselves.
        errors["description"] = _("Beschreiben Sie den Fall in höchstens %(most)s Zeichen.") % {
            "most": most
        }
    for name in _TEXTS:
        # What is longer is refused for its length.
        if holds_contact_data(getattr(example, name)[:most]):
            errors[name] = _(
                "Hier steht eine Telefonnummer oder E-Mail-Adresse. Ein Beispielfall ist "
                "erfunden: Schreiben Sie nichts, was zu einer Person gehört."
            )
    if errors:
        raise ValidationError(errors)


def _fact_errors(example: Any) -> dict[str, str]:
    errors = {}
    for name in ("age", "parent_age"):
        years = getattr(example, name)
        if years is not None and not 0 <= years <= AGE_MAX:
            errors[name] = _("Das Alter liegt zwischen 0 und %(most)s Jahren.") % {"most": AGE_MAX}
    places = {place.ags for place in gazetteer().municipalities}
    if example.municipality and example.municipality not in places:
        errors["municipality"] = _("Wählen Sie eine Gemeinde des Landkreises.")
    if example.topic and not Topic.objects.filter(code=example.topic).exists():
        errors["topic"] = _("Dieses Anliegen gibt es nicht mehr. Wählen Sie ein anderes.")
    implied = ARRIVAL_OF_STATUS.get(example.status)
    if implied and example.arrival not in ("", implied):
        errors["arrival"] = _(
            "Mit diesem Aufenthaltsstatus passt nur „%(arrival)s“. Wählen Sie das, oder lassen "
            "Sie das Feld frei."
        ) % {"arrival": implied.label}
    if all(getattr(example, name) in (None, "") for name in FACTS):
        errors["age"] = _("Geben Sie mindestens eine Angabe zum Fall an, zum Beispiel das Alter.")
    return errors


def _expectation_errors(example: Any) -> dict[str, str]:
    known = set(Service.objects.values_list("code", flat=True))
    errors = {}
    for name in ("expected_leads", "expected_supports"):
        if set(getattr(example, name)) - known:
            errors[name] = _("Wählen Sie nur Dienste, die es im Verzeichnis gibt.")
    if set(example.expected_leads) & set(example.expected_supports):
        errors["expected_supports"] = _(
            "Ein Dienst ist entweder zuständig oder unterstützt. Wählen Sie ihn nur einmal."
        )
    return errors
