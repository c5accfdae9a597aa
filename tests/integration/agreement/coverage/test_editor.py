"""What a change in the editor does to the coverage, said before it is published."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreement.clause_index import newest_clauses
from agreement.models import SectionPage, WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import directory, people
from tests.integration.agreement.coverage.reading import browser_of
from tests.integration.agreement.working.editing import Editor
from tests.integration.workplace.reading import words

pytestmark = pytest.mark.django_db

NOTHING = "An der Abdeckung ändert sich nichts"


def asked(editor: Editor, clauses: list[Any]) -> str:
    """Return what the editor is told about the form with these clauses."""
    answer = ask(editor.client, editor.page, editor.form(clauses))
    assert answer.status_code == 200
    return words(answer.content.decode())


def ask(browser: Client, page: Any, data: dict[str, Any]) -> Any:
    return browser.post(reverse("agreement_coverage_changes", args=[page.pk]), data)


@pytest.fixture
def editor(text: WorkingTextPage, coordination: Any) -> Editor:
    return Editor(browser_of(coordination), text.sections()[0])


def test_an_unchanged_form_changes_nothing(editor: Editor) -> None:
    assert asked(editor, newest_clauses(editor.page)).startswith(NOTHING)


def test_a_new_rule_closes_a_gap(editor: Editor) -> None:
    clauses = [*newest_clauses(editor.page), texts.clause(texts.rule(service="im", age_from=40))]
    told = asked(editor, clauses)
    assert told == "Geschlossene Lücken (1) Ab 40 Jahren: niemand"


def test_a_rule_taken_away_opens_one_and_a_second_claim_makes_an_overlap(editor: Editor) -> None:
    young, grown_up, tolerated = newest_clauses(editor.page)
    grown_up["value"]["rules"][0]["value"]["age_from"] = 20
    told = asked(editor, [young, grown_up, tolerated])
    assert "Neue Doppelzuständigkeiten (1) 20 bis 24 Jahre" in told
    told = asked(editor, [grown_up, tolerated])
    assert "Neue Lücken" in told
    assert "Bis 19 Jahre: niemand" in told
    assert "Behobene Doppelzuständigkeiten (1)" in told


def test_what_begins_later_is_told_with_its_day(editor: Editor) -> None:
    young, *others = newest_clauses(editor.page)
    young["value"]["rules"][0]["value"]["valid_until"] = "2098-12-31"
    told = asked(editor, [young, *others])
    assert "Ab 1. Januar 2099: Bis 24 Jahre: niemand" in told


def test_a_rule_that_is_not_finished_does_not_count_and_is_named(editor: Editor) -> None:
    stored = newest_clauses(editor.page)
    wrong = texts.clause(texts.rule(service="im", age_from=60, age_to=40))
    empty = texts.clause(texts.rule(mode="", service=""))
    told = asked(editor, [*stored, wrong, empty])
    assert "§ 1 Abs. 4 hat eine Regel, die noch nicht vollständig ist oder Fehler hat" in told
    assert "§ 1 Abs. 5 hat eine Regel" in told
    assert NOTHING in told


def test_rules_that_contradict_each_other_are_named(editor: Editor) -> None:
    first, second, third = newest_clauses(editor.page)
    first["value"]["rules"][0]["value"]["overrides"] = [second["id"]]
    second["value"]["rules"][0]["value"]["overrides"] = [first["id"]]
    told = asked(editor, [first, second, third])
    assert "die mit anderen im Kreis vorgeht" in told
    assert NOTHING not in told


def test_asking_saves_nothing(editor: Editor) -> None:
    before = SectionPage.objects.get(pk=editor.page.pk).latest_revision_id
    asked(editor, [texts.clause()])
    assert SectionPage.objects.get(pk=editor.page.pk).latest_revision_id == before


def test_without_a_script_the_editor_tells_it_of_the_saved_draft(editor: Editor) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[editor.page.pk])
    assert NOTHING in words(editor.client.get(address).content.decode())
    clauses = [*newest_clauses(editor.page), texts.clause(texts.rule(service="im", age_from=40))]
    editor.save(clauses)
    html = editor.client.get(address).content.decode()
    assert "Geschlossene Lücken (1) Ab 40 Jahren: niemand" in words(html)
    assert "agreement/coverage-changes.js" in html


def test_a_new_section_is_edited_without_an_answer_yet(
    text: WorkingTextPage, coordination: Any
) -> None:
    kind = ("agreement", "generalsectionpage", text.pk)
    answer = browser_of(coordination).get(reverse("wagtailadmin_pages:add", args=kind))
    assert "Nach dem ersten Speichern steht hier" in words(answer.content.decode())


def test_a_section_that_nobody_published_counts_as_it_stands_in_the_form(
    text: WorkingTextPage, coordination: Any
) -> None:
    section = texts.section(of=text)
    section.unpublish()
    editor = Editor(browser_of(coordination), section)
    told = asked(editor, [texts.clause(texts.rule(service="im", age_from=40))])
    assert "Geschlossene Lücken (1)" in told


def test_only_whoever_may_edit_the_section_is_told(editor: Editor) -> None:
    data = editor.form([texts.clause()])
    stranger = people.editor(of=directory.organisation())
    for browser in (browser_of(stranger), Client()):
        answer = ask(browser, editor.page, data)
        # The portal's refusal of a form that holds text; an empty one leads to the log-in.
        assert answer.status_code == 403
        assert "Neue Lücken" not in answer.content.decode()
    address = reverse("agreement_coverage_changes", args=[editor.page.pk])
    assert editor.client.get(address).status_code == 405


@pytest.mark.parametrize(
    "data", [{}, {"clauses-count": "2"}, {"clauses-count": "x"}, {"clauses-count": "-1"}]
)
def test_a_form_that_arrived_cut_off_is_no_fault(editor: Editor, data: dict[str, str]) -> None:
    assert ask(editor.client, editor.page, data).status_code in {200, 400}


def test_a_section_that_does_not_exist_is_not_found(editor: Editor) -> None:
    editor.page.pk = 999_999
    assert ask(editor.client, editor.page, {}).status_code == 404
