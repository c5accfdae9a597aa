"""The sets that rules and providers choose from, as `(code, label)` pairs."""

from django.utils.translation import gettext as _

from agreement.clause_index import clause_entries
from agreement.responsibility.rules import Mode
from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus
from directory.models import Municipality, OrganisationPage, Service, Topic

Choices = list[tuple[str, str]]


def mode_choices() -> Choices:
    """What a rule says about its service."""
    return [
        (Mode.LEADS, _("zuständig ist")),
        (Mode.SUPPORTS, _("es unterstützt")),
        (Mode.REFERS, _("verwiesen wird weiter an")),
        (Mode.NOT, _("ausdrücklich nicht zuständig ist")),
        (Mode.PARENTS, _("das Alter der Eltern entscheidet (ohne Dienst)")),
    ]


def status_choices() -> Choices:
    """Titles of residence."""
    return [(code, str(label)) for code, label in ResidenceStatus.choices]


def accommodation_choices() -> Choices:
    """Ways to live."""
    return [(code, str(label)) for code, label in Accommodation.choices]


def arrival_choices() -> Choices:
    """Ways to have come."""
    return [(code, str(label)) for code, label in Arrival.choices]


def period_choices() -> Choices:
    """Where somebody stands in the advice period of integration management."""
    return [(code, str(label)) for code, label in Period.choices]


def service_choices() -> Choices:
    """Services, in the directory's order."""
    return list(Service.objects.values_list("code", "name"))


def topic_choices() -> Choices:
    """Topics, in the directory's order."""
    return list(Topic.objects.values_list("code", "name"))


def municipality_choices() -> Choices:
    """Municipalities of the district by name."""
    return list(Municipality.objects.order_by("name").values_list("ags", "name"))


def organisation_choices() -> Choices:
    """Organisations of the network by name, with their UUID as code."""
    pages = OrganisationPage.objects.order_by("title").values_list("uuid", "title")
    return [(str(code), title) for code, title in pages]


def clause_choices() -> Choices:
    """Clauses of the working texts with their numbers, for rules that take precedence."""
    return [(entry.uid, entry.label) for entry in clause_entries()]
