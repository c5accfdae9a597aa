"""The coordination's panel on the home page: example cases that wait for the partners' word."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from agreement.enums import ExampleState
from agreement.examples.addresses import examples_url
from agreement.examples.permissions import may_decide
from agreement.models.findings import ExampleCase
from portal.core.workplace import MOST_LINES, Line, Panel


def proposed_examples(request: HttpRequest) -> Panel | None:
    """List the proposed cases, the oldest first."""
    if not may_decide(request.user):
        return None
    proposed = ExampleCase.objects.filter(state=ExampleState.PROPOSED).order_by("created_at")
    address = examples_url()
    lines = [
        Line(case.title, f"{address}{case.uuid}/", _("vorgeschlagen"), case.created_at)
        for case in proposed[:MOST_LINES]
    ]
    return Panel(
        _("Beispielfälle: noch nicht vereinbart"),
        lines,
        intro=_("Bringen Sie sie in die Runde und halten Sie fest, was vereinbart wird."),
        total=proposed.count() if len(lines) == MOST_LINES else len(lines),
        more_url=address,
        more_text=_("Zu den Beispielfällen"),
    )
