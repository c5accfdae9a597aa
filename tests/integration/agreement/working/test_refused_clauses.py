"""What would confuse clauses is refused at the clause, with a sentence, and nothing is lost."""

import pytest
from django.test import Client

from agreement.models import Clause
from tests.factories import agreement as make
from tests.integration.agreement.working.editing import (
    Editor,
    draft_uids,
    reloaded,
    sentences,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("uid", ["4711", "x" * 36, "{00000000-0000-4000-8000-000000000000}"])
def test_a_malformed_uid_is_refused(coordination: Client, uid: str) -> None:
    page = make.section()

    answer = Editor(coordination, page).save([make.clause(uid=uid)])

    assert "Kennung dieser Klausel ist beschädigt" in sentences(answer)
    assert draft_uids(page) == []


def test_a_uid_in_capitals_is_refused_since_it_would_be_another_address(
    coordination: Client,
) -> None:
    page = make.section()

    answer = Editor(coordination, page).save([make.clause(uid=make.uid().upper())])

    assert "beschädigt" in sentences(answer)


def test_a_doubled_uid_is_refused(coordination: Client) -> None:
    clause = make.clause()
    page = make.section(clause)

    answer = Editor(coordination, page).publish([clause, make.clause(uid=clause["id"])])

    assert "Zwei Klauseln haben dieselbe Kennung" in sentences(answer)
    assert draft_uids(page) == [clause["id"]]


def test_a_uid_of_another_section_is_refused_and_the_clause_named(coordination: Client) -> None:
    text = make.working_text()
    clause = make.clause()
    make.section(of=text)
    make.section(clause, of=text)
    page = make.section(of=text)

    answer = Editor(coordination, page).save([clause])

    assert "steht in einem anderen Abschnitt: § 2 Abs. 1" in sentences(answer)


def test_a_uid_of_another_sections_draft_is_refused(coordination: Client) -> None:
    text = make.working_text()
    clause = make.clause()
    other = make.section(of=text)
    page = make.section(of=text)
    Editor(coordination, other).save([clause])

    answer = Editor(coordination, page).autosave([clause])

    assert not answer.json()["success"]
    assert draft_uids(page) == []


def test_a_uid_of_a_sealed_clause_is_refused_where_it_never_stood(coordination: Client) -> None:
    text = make.working_text()
    page = make.section(of=text)
    sealed = Clause.objects.create(uid=make.uid(), agreement=text.agreement)

    answer = Editor(coordination, page).save([make.clause(uid=str(sealed.uid))])

    assert "gehört zu einem anderen Abschnitt" in sentences(answer)


def test_a_sealed_clause_may_come_back_to_its_own_section(coordination: Client) -> None:
    text = make.working_text()
    clause = make.clause()
    page = make.section(clause, of=text)
    Clause.objects.create(uid=clause["id"], agreement=text.agreement)
    Editor(coordination, page).publish([])

    Editor(coordination, page).publish([clause])

    assert draft_uids(page) == [clause["id"]]


def test_going_back_to_a_revision_is_refused_once_its_clause_has_moved(
    coordination: Client,
) -> None:
    text = make.working_text()
    moved = make.clause()
    old_home, new_home = make.section(moved, of=text), make.section(of=text)
    old = reloaded(old_home).latest_revision
    for page, clauses in ((old_home, []), (new_home, [moved])):
        written = reloaded(page)
        make.set_clauses(written, clauses)
        written.save_revision().publish()

    answer = Editor(coordination, old_home).publish([moved], revision=str(old.pk))

    assert "steht in einem anderen Abschnitt: § 2 Abs. 1" in sentences(answer)
    assert draft_uids(old_home) == []
    assert draft_uids(new_home) == [moved["id"]]


def test_a_doubled_rule_is_refused_at_the_rule(coordination: Client) -> None:
    rule = make.rule()
    page = make.section()

    answer = Editor(coordination, page).save([make.clause(rule), make.clause(rule)])

    assert "Kennung dieser Regel" in sentences(answer)


def test_a_rule_goes_before_clauses_of_its_own_text_only(coordination: Client) -> None:
    foreign = make.clause()
    other = make.agreement(slug="andere")
    make.section(foreign, of=make.working_text(of=other, slug="andere"))
    page = make.section()

    answer = Editor(coordination, page).save([make.clause(make.rule(overrides=[foreign["id"]]))])

    assert "nur Klauseln dieser Arbeitsfassung" in sentences(answer)


def test_a_rule_does_not_go_before_its_own_clause(coordination: Client) -> None:
    clause = make.clause(make.rule())
    page = make.section(clause)
    clause["value"]["rules"][0]["value"]["overrides"] = [clause["id"]]

    answer = Editor(coordination, page).save([clause])

    assert "ihrer eigenen Klausel nicht vorgehen" in sentences(answer)


def test_a_form_that_arrives_cut_off_is_a_bad_request(coordination: Client) -> None:
    page = make.section(make.clause())
    editor = Editor(coordination, page)
    data = editor.form()
    del data["clauses-0-order"]

    answer = editor._post(data)

    assert answer.status_code == 400
    assert "unvollständig angekommen" in answer.content.decode()


def test_an_address_that_the_portal_needs_is_refused(coordination: Client) -> None:
    page = make.section()

    answer = Editor(coordination, page).save(slug="fassungen")

    assert "Diese Adresse braucht das Portal selbst" in str(answer.context["form"].errors["slug"])
