"""No text is sealed with a gap or an overlap that nobody closed or accepted."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from agreement.actions import seal_legacy
from agreement.models import AgreementVersion, WorkingTextPage
from agreement.process.guards import SealingRefused, problems_of
from agreement.reading import text_of
from agreement.sealing_problems import ProblemCode
from agreement.snapshot import to_bytes
from tests.factories import agreement as texts
from tests.factories.site import home
from tests.integration.agreement.coverage.reading import browser_of, words

pytestmark = pytest.mark.django_db


def accept_everything(text: WorkingTextPage) -> None:
    texts.accepted_finding(of=text.agreement, reason="Beschluss (Beispiel)")
    texts.accepted_finding(
        of=text.agreement, kind="overlap", services=["mbe", "jmd"], when={"ages": [25, 26]}
    )


def test_sealing_names_every_open_gap_and_overlap(text: WorkingTextPage, coordination: Any) -> None:
    with pytest.raises(SealingRefused) as refusal:
        texts.sealed(text, coordination)
    problems = refusal.value.problems
    assert {problem.code for problem in problems} == {ProblemCode.OPEN_FINDING}
    assert len(problems) == 3
    assert not AgreementVersion.objects.exists()


def test_the_versions_page_says_them_with_the_way_to_the_coverage(
    text: WorkingTextPage, coordination: Any
) -> None:
    home()
    browser = browser_of(coordination)
    answer = browser.get(reverse("agreement_versions", args=[text.pk]))
    told = words(answer)
    assert "Ab 40 Jahren: niemand. Schließen Sie sie durch eine Regel" in told
    assert "JMD" in told or "Jugendmigrationsdienst" in told
    today = timezone.localdate().isoformat()
    html = answer.content.decode()
    assert f"/intern/abdeckung/?vereinbarung=vereinbarung&amp;tag={today}#befund-" in html
    assert "Zur Abdeckung" in told


def test_what_is_accepted_is_sealed_with_its_reason_and_without_a_name(
    text: WorkingTextPage, coordination: Any
) -> None:
    accept_everything(text)
    text.agreement.accepted_findings.update(accepted_by=coordination)
    version = texts.sealed(text, coordination)
    data = json.loads(bytes(version.canonical))
    day = timezone.localdate().isoformat()
    assert data["accepted"] == [
        {
            "kind": "gap",
            "when": {},
            "services": [],
            "reason": "Beschluss (Beispiel)",
            "accepted_on": day,
        },
        {
            "kind": "overlap",
            "when": {"ages": [25, 26]},
            "services": ["jmd", "mbe"],
            "reason": "Beispiel: so beschlossen.",
            "accepted_on": day,
        },
    ]
    assert to_bytes(text_of(version)) == bytes(version.canonical)
    assert coordination.email not in bytes(version.canonical).decode()


def test_rules_that_cover_every_case_need_no_acceptance(
    text: WorkingTextPage, coordination: Any
) -> None:
    section = text.sections()[0]
    texts.set_clauses(section, [texts.clause(texts.rule())])
    section.save_revision().publish()
    version = texts.sealed(text, coordination)
    assert "accepted" not in json.loads(bytes(version.canonical))


def test_a_gap_that_begins_next_year_is_in_the_way_today(text: WorkingTextPage) -> None:
    accept_everything(text)
    text.agreement.accepted_findings.filter(kind="gap").delete()
    last_day = timezone.localdate() + timedelta(days=30)
    section = text.sections()[0]
    everybody = texts.clause(texts.rule(valid_until=last_day.isoformat()))
    texts.set_clauses(section, [everybody])
    section.save_revision().publish()
    (problem,) = problems_of(text)
    assert (problem.code, problem.on) == (ProblemCode.OPEN_FINDING, last_day + timedelta(days=1))


def test_an_accepted_overlap_of_other_services_is_not_enough(text: WorkingTextPage) -> None:
    texts.accepted_finding(of=text.agreement)
    texts.accepted_finding(of=text.agreement, kind="overlap", services=["im", "jmd"])
    (problem,) = problems_of(text)
    assert problem.finding is not None
    assert problem.finding.services == ("jmd", "mbe")


def test_a_text_signed_before_the_portal_existed_needs_no_acceptance(
    text: WorkingTextPage, coordination: Any
) -> None:
    assert problems_of(text, is_legacy=True) == []
    assert seal_legacy(text, coordination).is_legacy


def test_the_versions_page_offers_a_legacy_text_in_spite_of_its_gaps(
    text: WorkingTextPage, coordination: Any
) -> None:
    home()
    address = reverse("agreement_versions", args=[text.pk])
    browser = browser_of(coordination)
    assert "Als früher unterzeichneten Text festschreiben" in words(browser.get(address))
    browser.post(address, {"act": "legacy"})
    assert AgreementVersion.objects.get().is_legacy


def test_a_legacy_text_cannot_follow_a_version_of_the_portal(
    text: WorkingTextPage, coordination: Any
) -> None:
    accept_everything(text)
    texts.sealed(text, coordination)
    with pytest.raises(SealingRefused) as refusal:
        seal_legacy(text, coordination)
    (problem,) = refusal.value.problems
    assert problem.code is ProblemCode.LEGACY_AFTER_OTHERS


def test_rules_that_contradict_each_other_are_one_reason_and_no_crash(
    coordination: Any,
) -> None:
    made = texts.working_text(of=texts.agreement(accepts_gaps=False))
    one, other = texts.uid(), texts.uid()
    first = texts.clause(texts.rule(overrides=[other]), uid=one)
    second = texts.clause(texts.rule(overrides=[one]), uid=other)
    texts.section(first, second, of=made)
    codes = {problem.code for problem in problems_of(made)}
    assert ProblemCode.BROKEN_RULE in codes
    assert ProblemCode.OPEN_FINDING not in codes
