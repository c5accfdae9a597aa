"""Two people edit the same section: nobody overwrites what he has not seen."""

import pytest
from django.test import Client

from tests.factories import agreement as make
from tests.factories import people
from tests.integration.agreement.working.editing import Editor, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(coordination: Client) -> Client:
    client = Client()
    client.force_login(people.coordination())
    return client


def test_the_second_to_save_is_told_and_keeps_the_text(
    coordination: Client, colleague: Client
) -> None:
    page = make.section(make.clause())
    mine, hers = Editor(coordination, page), Editor(colleague, page)
    hers.save([make.clause(heading="Ihre Fassung")])

    answer = mine.publish([make.clause(heading="Meine Fassung")])

    assert draft(page)[0]["value"]["heading"] == "Ihre Fassung"
    html = answer.content.decode()
    assert "Dieser Abschnitt wurde inzwischen geändert" in html
    assert "Meine Fassung" in html
    assert f"/admin/pages/{page.pk}/revisions/" in html


def test_whoever_has_seen_the_newer_version_may_save_over_it(
    coordination: Client, colleague: Client
) -> None:
    page = make.section(make.clause())
    mine = Editor(coordination, page)
    Editor(colleague, page).save([make.clause(heading="Ihre Fassung")])
    mine.save([make.clause(heading="Meine Fassung")])

    Editor(coordination, page).save([make.clause(heading="Meine Fassung")])

    assert draft(page)[0]["value"]["heading"] == "Meine Fassung"


def test_an_automatic_save_of_somebody_else_counts_as_well(
    coordination: Client, colleague: Client
) -> None:
    page = make.section(make.clause())
    hers = Editor(colleague, page)
    hers.autosave([make.clause(heading="Ihre erste")])
    mine = Editor(coordination, page)
    hers.autosave([make.clause(heading="Ihre zweite")])

    mine.save([make.clause(heading="Meine")])

    assert draft(page)[0]["value"]["heading"] == "Ihre zweite"


def test_one_editor_alone_saves_again_and_again(coordination: Client) -> None:
    page = make.section()
    editor = Editor(coordination, page)
    clause = make.clause(heading="Erste")
    editor.autosave([clause])
    clause["value"]["heading"] = "Zweite"
    editor.autosave([clause])
    clause["value"]["heading"] = "Dritte"

    answer = editor.publish([clause])

    assert answer.status_code == 302
    assert draft(page)[0]["value"]["heading"] == "Dritte"


def test_a_form_that_does_not_say_what_it_is_based_on_is_refused(coordination: Client) -> None:
    page = make.section(make.clause(heading="Alt"))
    editor = Editor(coordination, page)
    editor.base = {}

    editor.save([make.clause(heading="Neu")])

    assert draft(page)[0]["value"]["heading"] == "Alt"
