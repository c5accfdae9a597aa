"""Staff may ask the published working text before anybody has decided it."""

import pytest

from agreement.models import Agreement
from tests.factories import agreement as texts
from tests.integration.finder.staff.conftest import Adviser

pytestmark = pytest.mark.django_db


def test_the_working_text_answers_and_its_links_lead_into_it(adviser: Adviser) -> None:
    clause = texts.clause(texts.rule(mode="leads", service="mbe"), heading="Neu geregelt")
    text = texts.working_text(of=Agreement.objects.get())
    section = texts.section(clause, of=text, title="Neu")
    adviser.ask("19 Duldung Östringen", fassung="arbeitsfassung")
    assert adviser.heading.startswith("Zuständig: Migrationsberatung")
    links = [str(one["href"]) for one in adviser.page.select(".explained a")]
    assert links == [f"{section.url}#k-{clause['id']}"]
    assert "Nach Fassung 2" in adviser.text
    adviser.ask("19 Duldung Östringen", fassung="")
    assert adviser.heading == "Zuständig: Jugendmigrationsdienst (JMD)"


def test_rules_that_contradict_each_other_are_said_and_the_question_is_kept(
    adviser: Adviser,
) -> None:
    first, second = texts.uid(), texts.uid()
    clauses = [
        texts.clause(texts.rule(overrides=[second]), uid=first),
        texts.clause(texts.rule(overrides=[first]), uid=second),
    ]
    texts.section(*clauses, of=texts.working_text(of=Agreement.objects.get()))
    adviser.ask("19 Duldung Östringen", fassung="arbeitsfassung")
    assert adviser.response.status_code == 200
    assert "widersprechen sich" in adviser.text
    assert adviser.fields["frage"] == "19 Duldung Östringen"


def test_without_a_working_text_none_is_offered(adviser: Adviser) -> None:
    offered = [str(one["value"]) for one in adviser.page.select("select[name=fassung] option")]
    assert offered == ["", "1"]
