"""Where the partners do not publish the text: number and plain sentence for everybody, no more."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from agreement.enums import TextAudience
from agreement.models import AgreementPage, WorkingTextPage
from agreement.reading import current_rules
from tests.factories import agreement as texts
from tests.factories import directory, people

pytestmark = pytest.mark.django_db

WORDING, PLAIN = "berät der JMD", "Der JMD hilft jungen Menschen."


@pytest.fixture(autouse=True)
def _in_force(text: WorkingTextPage, page: AgreementPage) -> None:
    type(text.agreement).objects.update(audience=TextAudience.NETWORK)
    texts.in_force(texts.signed(texts.sealed(text)), date(2024, 1, 12))


def _uid(text: WorkingTextPage) -> str:
    return str(text.sections()[0].clauses[1].id)


def _told(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_visitor_reads_number_and_plain_sentence_of_a_clause(
    client: Client, text: WorkingTextPage
) -> None:
    told = _told(client, f"/vereinbarung/k/{_uid(text)}/")
    assert PLAIN in told
    assert "§ 1 Abs. 2" in told
    for hidden in (WORDING, "Zuständigkeit</h", "Zielgruppen"):
        assert hidden not in told


def test_the_agreements_page_lists_the_plain_sentences(client: Client) -> None:
    told = _told(client, "/vereinbarung/")
    assert PLAIN in told
    assert "Den Wortlaut lesen nur Mitarbeitende im Netzwerk" in told
    assert WORDING not in told
    assert "Zielgruppe" not in told


@pytest.mark.parametrize(
    "address",
    [
        "/vereinbarung/zielgruppen/",
        "/vereinbarung/fassungen/1/",
        "/vereinbarung/fassungen/1.json",
        "/vereinbarung/fassungen/1/zielgruppen/",
    ],
)
def test_nothing_else_is_there_for_a_visitor(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert WORDING not in answer.content.decode()


def test_the_sitemap_names_the_agreement_but_none_of_its_sections(
    client: Client, page: AgreementPage
) -> None:
    told = _told(client, "/sitemap.xml")
    assert "/vereinbarung/</loc>" in told
    assert "zielgruppen" not in told


def test_the_network_reads_all_of_it(client: Client, text: WorkingTextPage) -> None:
    client.force_login(people.staff(of=directory.organisation()))
    assert WORDING in _told(client, "/vereinbarung/zielgruppen/")
    assert WORDING in _told(client, f"/vereinbarung/k/{_uid(text)}/")


def test_the_finder_names_the_clause_by_its_number_alone(text: WorkingTextPage) -> None:
    public: Any = current_rules(date(2024, 6, 1))
    network: Any = current_rules(date(2024, 6, 1), for_network=True)
    for rules, heading in ((public, ""), (network, "Zuständigkeit")):
        link = rules.clause(_uid(text))
        assert (link.number, link.heading, link.plain) == ("§ 1 Abs. 2", heading, PLAIN)
