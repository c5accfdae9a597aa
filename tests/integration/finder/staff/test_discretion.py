"""What an adviser types belongs to a person: it is answered, and nothing of it stays."""

import logging

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from tests.factories import people
from tests.integration.finder.conftest import Network
from tests.integration.finder.staff.conftest import BOX, Adviser

pytestmark = pytest.mark.django_db
TYPED = "19 Duldung Östringen Geheimniskraemer"


def test_a_visitor_cannot_reach_the_box(agreement_in_force: Network, client: Client) -> None:
    for path in (BOX, f"{BOX}beispielfall/", f"/en{BOX}"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "/konto/" in answer["Location"]
        # Typed before the log-in ran out: given back to whoever typed it, and kept nowhere.
        refused = client.post(path, {"frage": TYPED})
        assert refused.status_code == 403
        assert "/konto/anmelden/" in refused.content.decode()
        assert "no-store" in refused["Cache-Control"]
        assert "Location" not in refused


def test_somebody_without_a_role_cannot_reach_the_box(
    agreement_in_force: Network, client: Client
) -> None:
    client.force_login(people.account())
    assert client.get(BOX).status_code == 404
    assert client.post(BOX, {"frage": TYPED}).status_code == 404


def test_the_answer_is_kept_in_no_cache(adviser: Adviser) -> None:
    adviser.ask(TYPED)
    assert adviser.response["Cache-Control"] == "private, no-store"


def test_a_form_of_another_site_is_refused(agreement_in_force: Network) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.staff())
    assert strict.post(BOX, {"frage": TYPED}).status_code == 403


def test_nothing_of_a_question_is_stored_or_logged(
    adviser: Adviser, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        adviser.ask(TYPED)
        adviser.tap("ab 27 Jahren")
    assert "Geheimniskraemer" in adviser.text
    logged = [one for one in caplog.records if one.name != "django.db.backends"]
    assert not [one for one in logged if "Geheimnis" in one.getMessage()]
    out, err = capfd.readouterr()
    assert "Geheimnis" not in out + err
    assert not any("Geheimnis" in str(one.get_decoded()) for one in Session.objects.all())
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # names of our own tables
            assert "Geheimnis" not in str(cursor.fetchall()), table


def test_nothing_typed_stands_in_an_address_on_the_page(adviser: Adviser) -> None:
    adviser.ask(TYPED)
    names = ("href", "action", "formaction", "src")
    found = [
        str(one[name])
        for one in adviser.page.select("[href], [action], [formaction], [src]")
        for name in names
        if one.has_attr(name)
    ]
    assert not [one for one in found if "Geheimnis" in one or "uldung" in one or "status=" in one]
    assert adviser.response.wsgi_request.META["QUERY_STRING"] == ""
