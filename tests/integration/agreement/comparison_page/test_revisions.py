"""The history of a section in the editor shows our comparison."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreement.models import WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import directory, people
from tests.integration.agreement.comparison_page.conftest import UIDS, rewrite
from tests.integration.agreement.comparison_page.test_page import part

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(text: WorkingTextPage) -> Any:
    """The service's section, rewritten once."""
    rewrite(text)
    return WorkingTextPage.objects.get(pk=text.pk).sections()[1]


def address(page: Any, old: object = "earliest", new: object = "latest") -> str:
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, old, new])


def test_editors_see_word_for_word_what_changed(
    client: Client, section: Any, coordination: Any
) -> None:
    client.force_login(coordination)
    html = client.get(address(section)).content.decode()
    clause = part(html, f"k-{UIDS['spelling']}")
    assert "Das ist ein <del>" in clause
    assert "Schreibfehler" in clause
    assert "26" in clause.split("<del>", 2)[2]
    assert "neu" in part(html, f"k-{UIDS['wanders']}")


def test_editors_can_put_both_states_beside_each_other(
    client: Client, section: Any, coordination: Any
) -> None:
    client.force_login(coordination)
    html = client.get(f"{address(section)}?ansicht=nebeneinander").content.decode()
    assert "redline__side--old" in part(html, f"k-{UIDS['spelling']}")


def test_a_state_compared_with_itself_is_the_same(
    client: Client, section: Any, coordination: Any
) -> None:
    client.force_login(coordination)
    html = client.get(address(section, "live", "latest")).content.decode()
    assert "derselbe" in html


def test_a_draft_with_a_rule_that_is_not_finished_can_be_compared(
    client: Client, section: Any, coordination: Any
) -> None:
    texts.set_clauses(
        section, [texts.clause(texts.rule(service=""), uid=UIDS["spelling"], claim="no")]
    )
    section.slug = "anders"
    section.save_revision()
    client.force_login(coordination)
    html = client.get(address(section, "live", "latest")).content.decode()
    assert "Nein, sie erwähnt sie nur" in html
    assert "anders" in html


def test_whoever_may_not_edit_a_section_sees_no_history(
    client: Client, section: Any, coordination: Any
) -> None:
    client.force_login(people.editor(of=directory.organisation()))
    answer = client.get(address(section))
    assert answer.status_code in {302, 403}
    client.logout()
    assert client.get(address(section)).status_code == 302


def test_a_revision_that_does_not_exist_is_not_found(
    client: Client, section: Any, coordination: Any
) -> None:
    client.force_login(coordination)
    assert client.get(address(section, 999999, "latest")).status_code == 404


def test_other_pages_keep_wagtails_comparison(
    client: Client, section: Any, coordination: Any
) -> None:
    client.force_login(coordination)
    page = section.get_parent().specific
    page.title = "Andere Arbeitsfassung"
    page.save_revision()
    html = client.get(address(page, "live", "latest")).content.decode()
    assert "Andere" in html
    assert "comparison-admin" not in html
