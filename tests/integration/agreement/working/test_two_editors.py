"""Two people edit the same section: nobody overwrites what he has not seen."""

from typing import Any

import pytest
from django.test import Client

from agreement.forms import SectionForm
from tests.factories import agreement as make
from tests.factories import people
from tests.integration.agreement.working.editing import Editor, draft, reloaded

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
    assert f'<a href="/admin/pages/{page.pk}/revisions/' in html


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


def test_two_who_save_at_the_same_moment_do_not_overwrite_each_other(
    coordination: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make.section(make.clause())
    check = SectionForm.clean

    def checked_just_before_the_colleague_saves(form: SectionForm) -> dict[str, Any]:
        cleaned = check(form)
        written = reloaded(page)
        make.set_clauses(written, [make.clause(heading="Ihre Fassung")])
        written.save_revision()
        return cleaned

    monkeypatch.setattr(SectionForm, "clean", checked_just_before_the_colleague_saves)
    answer = Editor(coordination, page).save([make.clause(heading="Meine Fassung")])

    assert draft(page)[0]["value"]["heading"] == "Ihre Fassung"
    html = answer.content.decode()
    assert "Dieser Abschnitt wurde inzwischen geändert" in html
    assert "Meine Fassung" in html


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


def test_pressing_the_button_while_the_browser_saves_is_no_conflict(coordination: Client) -> None:
    page = make.section()
    editor = Editor(coordination, page)
    before = dict(editor.base)
    editor.autosave([make.clause(heading="Von selbst gespeichert")])
    editor.base = before  # the answer with the new base came too late

    answer = editor.publish([make.clause(heading="Mit dem Knopf gespeichert")])

    assert answer.status_code == 302
    assert draft(page)[0]["value"]["heading"] == "Mit dem Knopf gespeichert"


def test_the_same_person_in_two_windows_is_told_as_well(coordination: Client) -> None:
    page = make.section(make.clause())
    first, second = Editor(coordination, page), Editor(coordination, page)
    first.autosave([make.clause(heading="Im ersten Fenster")])

    answer = second.save([make.clause(heading="Im zweiten Fenster")]).content.decode()

    assert "Dieser Abschnitt wurde inzwischen geändert" in answer
    assert "Im zweiten Fenster" in answer
    assert draft(page)[0]["value"]["heading"] == "Im ersten Fenster"


def test_the_same_form_sent_twice_by_hand_is_told_as_well(coordination: Client) -> None:
    page = make.section(make.clause())
    editor = Editor(coordination, page)
    editor.save([make.clause(heading="Zuerst")])

    second = editor.save([make.clause(heading="Danach, von derselben Grundlage")])

    assert "Dieser Abschnitt wurde inzwischen geändert" in second.content.decode()
    assert "Danach, von derselben Grundlage" in second.content.decode()
    assert draft(page)[0]["value"]["heading"] == "Zuerst"


def test_a_form_that_does_not_say_what_it_is_based_on_is_refused(coordination: Client) -> None:
    page = make.section(make.clause(heading="Alt"))
    editor = Editor(coordination, page)
    editor.base = {}

    editor.save([make.clause(heading="Neu")])

    assert draft(page)[0]["value"]["heading"] == "Alt"
