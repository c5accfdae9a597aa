"""What became of a clause that is gone: asked, suggested, decided, and sealed."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from agreement.enums import LineageKind
from agreement.models import AgreementVersion, ClauseLineage, WorkingTextPage
from agreement.process.actions import adopt, open_process, start_consultation
from agreement.process.guards import SealingRefused, problems_of
from agreement.process.lineage import decide_lineage, vanished_clauses
from agreement.process.words import ProcessRefused
from agreement.reading import text_of
from agreement.sealing_problems import ProblemCode
from tests.factories import agreement as texts
from tests.factories import people
from tests.factories.site import home

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone(text: WorkingTextPage, version: AgreementVersion, coordination: Any) -> str:
    """The uid of a clause that version 1 has and the working text has no more.

    Another clause now says almost the same.
    """
    texts.in_force(version, timezone.localdate())
    section = text.sections()[0]
    kept, lost = section.clauses.raw_data
    value = {**lost["value"], "heading": "Übergabe und Rückgabe"}
    texts.set_clauses(section, [kept, texts.clause(**value), texts.clause(heading="Ganz anders")])
    section.save_revision().publish()
    return str(lost["id"])


def here(text: WorkingTextPage) -> list[str]:
    return [str(clause.id) for clause in text.sections()[0].clauses]


@pytest.fixture
def question(text: WorkingTextPage, gone: str) -> str:
    home()
    return reverse("agreement_lineage_clause", args=[text.pk, gone])


def codes(text: WorkingTextPage) -> list[ProblemCode]:
    return [problem.code for problem in problems_of(text)]


def test_a_clause_that_vanished_is_in_the_way_until_somebody_decides(
    text: WorkingTextPage, gone: str, coordination: Any
) -> None:
    assert codes(text) == [ProblemCode.CLAUSE_GONE]
    process = open_process(text, coordination, "Beispiel")
    with pytest.raises(SealingRefused):
        start_consultation(process, coordination)
    decide_lineage(text, coordination, gone, LineageKind.ENDED, reason="Überholt (Beispiel).")
    assert codes(text) == []


def test_the_decision_is_sealed_with_the_version(
    text: WorkingTextPage, gone: str, coordination: Any
) -> None:
    successor = here(text)[1]
    decide_lineage(text, coordination, gone, LineageKind.REPLACED, [successor], "Beispiel")
    process = open_process(text, coordination, "Beispiel")
    start_consultation(process, coordination)
    version = adopt(process, coordination)
    (told,) = text_of(version).lineage
    assert (told.clause, told.kind, told.successors) == (gone, "replaced", (successor,))
    assert coordination.email not in bytes(version.canonical).decode()


def test_a_successor_that_vanishes_too_asks_again(
    text: WorkingTextPage, gone: str, coordination: Any
) -> None:
    decide_lineage(text, coordination, gone, LineageKind.REPLACED, [here(text)[1]])
    section = text.sections()[0]
    texts.set_clauses(section, section.clauses.raw_data[:1])
    section.save_revision().publish()
    assert codes(text) == [ProblemCode.BROKEN_LINEAGE]


def test_a_clause_that_comes_back_needs_no_answer(
    text: WorkingTextPage, gone: str, coordination: Any
) -> None:
    decide_lineage(text, coordination, gone, LineageKind.ENDED)
    section = text.sections()[0]
    texts.set_clauses(section, [*section.clauses.raw_data, texts.clause(uid=gone)])
    section.save_revision().publish()
    assert codes(text) == []
    assert vanished_clauses(text).clauses == ()


@pytest.mark.parametrize(
    ("kind", "count", "sentence"),
    [
        ("ended", 1, "geht in keine andere über"),
        ("replaced", 0, "genau eine Klausel"),
        ("replaced", 2, "genau eine Klausel"),
        ("merged", 2, "genau eine Klausel"),
        ("split", 1, "mindestens zwei"),
        ("verschwunden", 0, "was aus der Klausel wurde"),
    ],
)
def test_followers_must_fit_what_happened(
    text: WorkingTextPage, gone: str, coordination: Any, kind: str, count: int, sentence: str
) -> None:
    with pytest.raises(ProcessRefused, match=sentence):
        decide_lineage(text, coordination, gone, kind, here(text)[:count])
    assert not ClauseLineage.objects.exists()


def test_a_clause_that_is_there_or_never_was_has_no_lineage(
    text: WorkingTextPage, gone: str, coordination: Any
) -> None:
    for uid in (here(text)[0], texts.uid()):
        with pytest.raises(ProcessRefused, match="fehlt nicht"):
            decide_lineage(text, coordination, uid, LineageKind.ENDED)
    with pytest.raises(ProcessRefused, match="nicht mehr im Text"):
        decide_lineage(text, coordination, gone, LineageKind.REPLACED, [texts.uid()])


@pytest.mark.parametrize("role", ["staff", "administrator"])
def test_nobody_but_the_coordination_decides(
    text: WorkingTextPage, gone: str, question: str, client: Client, role: str
) -> None:
    who = getattr(people, role)()
    with pytest.raises(PermissionDenied):
        decide_lineage(text, who, gone, LineageKind.ENDED)
    client.force_login(who)
    assert client.post(question, {"kind": "ended"}).status_code in {302, 403}
    assert not ClauseLineage.objects.exists()


def test_the_page_of_versions_leads_to_the_question_which_suggests_what_resembles(
    desk: Client, address: str, question: str
) -> None:
    versions = desk.get(address).content.decode()
    assert "fehlt im Text. Halten Sie fest, was aus der Klausel wurde" in versions
    assert question in versions
    asked = re.sub(r"\s+", " ", desk.get(question).content.decode())
    labels = re.findall(r"§ 1 Abs\. \d [^<]+?(?=</label>)", asked)
    assert "Übergabe und Rückgabe" in labels[0]
    assert "Vorschlag" in labels[0]
    assert "checked" not in asked, "a suggestion is no decision"


def test_an_answer_that_does_not_fit_comes_back_as_it_was_typed(
    desk: Client, text: WorkingTextPage, question: str
) -> None:
    sent = {"kind": "split", "successors": here(text)[1], "reason": "Mein Grund"}
    content = desk.post(question, sent).content.decode()
    assert "mindestens zwei" in content
    assert "Mein Grund" in content
    assert "checked" in content
    for bad in ({"kind": ""}, {"kind": "x"}, {"kind": "replaced", "successors": "x"}):
        assert desk.post(question, bad).status_code == 200
    assert not ClauseLineage.objects.exists()


def test_an_answer_is_kept_logged_and_can_be_changed(
    desk: Client, address: str, text: WorkingTextPage, question: str, gone: str
) -> None:
    answer = desk.post(question, {"kind": "replaced", "successors": here(text)[1]}, follow=True)
    assert answer.redirect_chain[-1][0] == address
    assert "Ersetzt durch eine andere Klausel" in answer.content.decode()
    desk.post(question, {"kind": "ended", "reason": "Doch nicht"})
    row = ClauseLineage.objects.get()
    assert (str(row.clause), row.kind, row.successors) == (gone, "ended", [])
    logged = PageLogEntry.objects.filter(page=text, action="portal.process.lineage")
    assert logged.count() == 2


def test_a_clause_that_is_not_gone_has_no_page(
    desk: Client, text: WorkingTextPage, question: str
) -> None:
    other = reverse("agreement_lineage_clause", args=[text.pk, here(text)[0]])
    assert desk.get(other).status_code == 404
    assert desk.post(other, {"kind": "ended"}).status_code == 404
