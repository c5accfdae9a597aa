"""What somebody wrote, on its way through the page that brings two texts together.

It is the form's cleaned content, sealed for one person and one section: so it needs no place in
the database, and what comes back is what the form had checked.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from portal.core.errors import BadInput


@dataclass(frozen=True)
class Ticket:
    """One's own text (the content of a section as a revision keeps it) and what it is based on."""

    mine: dict[str, Any]
    base: int | None


def sealed_ticket(ticket: Ticket, page: Any, user: Any) -> str:
    """Return a ticket as a text for a hidden field."""
    content = json.loads(json.dumps(ticket.mine, cls=DjangoJSONEncoder))
    data = {"mine": content, "base": ticket.base}
    return signing.dumps(data, salt=_salt(page, user), compress=True)


def opened_ticket(text: str, page: Any, user: Any) -> Ticket:
    """Return the ticket of a hidden field; raises BadInput for one that is not whole."""
    try:
        data = signing.loads(text, salt=_salt(page, user))
    except signing.BadSignature:
        raise BadInput(
            _(
                "Das Formular ist unvollständig angekommen. Gehen Sie zurück und senden Sie "
                "es noch einmal."
            )
        ) from None
    return Ticket(data["mine"], data["base"])


def _salt(page: Any, user: Any) -> str:
    return f"agreement.merging.{page.pk}.{user.pk}"
