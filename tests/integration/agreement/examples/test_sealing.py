"""A version is not sealed while it answers an agreed case differently."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreement.enums import ExampleState
from agreement.examples.actions import agree, change
from agreement.models import SectionPage, WorkingTextPage
from agreement.process.guards import SealingRefused, problems_of
from agreement.sealing_problems import ProblemCode
from tests.factories import agreement as texts
from tests.integration.agreement.examples.conftest import case

pytestmark = pytest.mark.django_db


def _failed(text: WorkingTextPage, **options: Any) -> list[str]:
    code = ProblemCode.FAILED_EXAMPLE
    return [p.example for p in problems_of(text, **options) if p.code is code]


def test_agreed_cases_must_come_out_as_agreed(text: WorkingTextPage, coordination: Any) -> None:
    case(text)
    made = case(text, title="Kommt anders", expected_leads=["mbe"])

    assert _failed(text) == [str(made.uuid)]
    with pytest.raises(SealingRefused):
        texts.sealed(text, coordination)


@pytest.mark.parametrize("state", [ExampleState.PROPOSED, ExampleState.WITHDRAWN])
def test_cases_nobody_agreed_on_stop_nothing(text: WorkingTextPage, state: ExampleState) -> None:
    case(text, state, expected_leads=["mbe"])

    assert _failed(text) == []


def test_a_text_from_before_the_portal_is_recorded_as_it_was(text: WorkingTextPage) -> None:
    case(text, expected_leads=["mbe"])

    assert _failed(text, is_legacy=True) == []


def test_changing_the_case_opens_the_way(text: WorkingTextPage, coordination: Any) -> None:
    made = case(text, expected_leads=["mbe"])

    agree(coordination, change(coordination, made, {"expected_leads": ["jmd"]}))

    assert _failed(text) == []


def test_changing_the_rule_opens_the_way(text: WorkingTextPage) -> None:
    case(text, expected_leads=["im"])
    assert len(_failed(text)) == 1

    section = SectionPage.objects.get().specific
    texts.set_clauses(section, [texts.clause(texts.rule(service="im"))])
    section.save_revision().publish()

    assert _failed(text) == []


def test_a_case_of_a_day_is_asked_for_that_day(text: WorkingTextPage) -> None:
    section = SectionPage.objects.get().specific
    rule = texts.rule(service="im", valid_from="2030-01-01")
    texts.set_clauses(section, [texts.clause(rule)])
    section.save_revision().publish()

    case(text, title="Später", on=date(2030, 1, 1), expected_leads=["im"])
    early = case(text, title="Früher", on=date(2029, 12, 31), expected_leads=["im"])

    assert _failed(text) == [str(early.uuid)]


def test_the_coordination_reads_which_case_and_where_to_mend_it(
    client: Client, text: WorkingTextPage, coordination: Any
) -> None:
    made = case(text, title="Kommt anders", expected_leads=["mbe"])
    client.force_login(coordination)

    page = client.get(reverse("agreement_versions", args=[text.pk])).content.decode()

    assert "„Kommt anders“. Vereinbart: Zuständig: MBE." in page
    assert "Nach den Regeln: Zuständig: JMD. (§ 1 Abs. 1)" in page
    assert f'href="/intern/abdeckung/beispielfaelle/{made.uuid}/"' in page
