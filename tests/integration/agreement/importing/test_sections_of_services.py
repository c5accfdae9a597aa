"""An imported section does not name its service yet: whoever edits it next is asked."""

from typing import Any

from django.test import Client

from agreement.models import InterfaceSectionPage
from tests.factories import agreement as texts
from tests.factories.directory import service_named
from tests.integration.agreement.working.editing import Editor, reloaded


def test_publishing_an_interface_by_hand_asks_for_both_services(coordination: Any) -> None:
    page = texts.section(texts.clause(), kind=InterfaceSectionPage)
    client = Client()
    client.force_login(coordination)
    editor = Editor(client, page)
    lists: dict[str, Any] = {f"{name}-count": "0" for name in ("occasions", "steps", "documents")}
    fields: dict[str, Any] = {
        "consent": "",
        "escalation": "",
        "from_service": "",
        "to_service": "",
        **lists,
    }
    refused = editor.publish(**fields)
    assert {"from_service", "to_service"} <= set(refused.context["form"].errors)
    services: dict[str, Any] = {
        "from_service": str(service_named("im").pk),
        "to_service": str(service_named("mbe").pk),
    }
    editor.publish(**{**fields, **services})
    assert reloaded(page).to_service.code == "mbe"
