"""What other parts of the portal add to a clause's page."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agreement.biography import parts
from agreement.models import Agreement, WorkingTextPage
from portal.core.visibility import viewer
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_parts", {})
    parts.register_clause_part("second", _said, 200)
    parts.register_clause_part("first", _for_staff, 100)


def _said(request: HttpRequest, agreement: Agreement, uid: str) -> SafeString:
    return format_html("<h2>Gesagt zu {} in {}</h2>", uid, agreement.title)


def _for_staff(request: HttpRequest, agreement: Agreement, uid: str) -> SafeString | None:
    return format_html("<h2>Nur {}</h2>", "intern") if viewer(request).is_authenticated else None


def test_registered_parts_stand_on_the_clauses_page_in_their_order(
    client: Client, text: WorkingTextPage, history: object, registered: None
) -> None:
    uid = str(text.sections()[0].clauses[0].id)
    client.force_login(people.staff())
    content = client.get(f"/vereinbarung/k/{uid}/").content.decode()
    assert f"Gesagt zu {uid} in Vereinbarung (Beispiel)" in content
    assert content.index("Nur intern") < content.index("Gesagt zu")


def test_a_part_for_the_network_is_left_out_for_visitors(
    client: Client, text: WorkingTextPage, history: object, registered: None
) -> None:
    answer: Any = client.get(f"/vereinbarung/k/{text.sections()[0].clauses[0].id}/")
    assert "Gesagt zu" in answer.content.decode()
    assert "Nur intern" not in answer.content.decode()
    assert not answer.cookies


def test_two_parts_cannot_have_one_name(registered: None) -> None:
    with pytest.raises(ValueError, match="first"):
        parts.register_clause_part("first", _said, 1)
