"""Editors refer to clauses by choosing them; what is stored is the uid."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import expand_db_html

from agreement.blocks.clauses import FEATURES
from tests.factories import agreement as make
from tests.factories import people
from tests.factories.directory import organisation
from tests.integration.agreement.working.editing import Editor, draft, sentences

pytestmark = pytest.mark.django_db

CHOOSER = reverse("agreement_clause_chooser")


def _round_trip(html: str) -> str:
    converter = ContentstateConverter(features=FEATURES)
    return str(converter.to_database_format(converter.from_database_format(html)))


def test_a_link_survives_the_editor(coordination: Client) -> None:
    target = make.clause(heading="§ 4 Abs. 2")
    page = make.section(target)
    clause = make.clause(text=f"<p>Nach {make.link(target)} gilt:</p>")

    Editor(coordination, page).save([target, clause])

    assert f'linktype="clause" uid="{target["id"]}"' in draft(page)[1]["value"]["text"]
    assert "§ 4 Abs. 2</a>" in draft(page)[1]["value"]["text"]


def test_the_editor_keeps_the_uid_of_a_link_as_a_whole() -> None:
    uid = make.uid()
    converter = ContentstateConverter(features=FEATURES)

    state = json.loads(
        converter.from_database_format(f'<p><a linktype="clause" uid="{uid}">§ 1</a></p>')
    )

    (entity,) = state["entityMap"].values()
    assert entity == {"type": "CLAUSE", "mutability": "IMMUTABLE", "data": {"uid": uid}}


def test_a_link_with_a_forged_uid_becomes_plain_text() -> None:
    html = _round_trip('<p><a linktype="clause" uid="&quot;onclick=x">§ 1</a></p>')

    assert "<a" not in html
    assert "§ 1" in html


def test_other_links_stay_links() -> None:
    html = _round_trip('<p><a href="https://www.example.org/">Gesetz</a></p>')

    assert '<a href="https://www.example.org/">Gesetz</a>' in html


def test_elsewhere_a_link_leads_to_the_address_that_the_clause_keeps() -> None:
    uid = make.uid()

    html = expand_db_html(f'<a linktype="clause" uid="{uid}">§ 1</a>')

    assert html == f'<a href="/vereinbarung/k/{uid}/">§ 1</a>'
    assert expand_db_html('<a linktype="clause" uid="x">§ 1</a>') == "<a>§ 1</a>"


def test_a_link_to_a_page_of_the_portal_is_refused(coordination: Client) -> None:
    page = make.section()

    answer = Editor(coordination, page).save(
        [make.clause(text=f'<p><a linktype="page" id="{page.pk}">hier</a></p>')]
    )

    assert "nicht auf Seiten oder Dateien des Portals" in sentences(answer)


def test_the_coordination_chooses_among_the_clauses_of_the_text(coordination: Client) -> None:
    text = make.working_text()
    first = make.clause(heading="Ziele")
    make.section(first, of=text)
    page = make.section(of=text)
    second = make.clause(heading="Noch im Entwurf")
    Editor(coordination, page).save([second])

    answer = coordination.get(CHOOSER).json()

    assert answer["clauses"] == [
        {"uid": first["id"], "number": "§ 1 Abs. 1", "heading": "Ziele"},
        {"uid": second["id"], "number": "§ 2 Abs. 1", "heading": "Noch im Entwurf"},
    ]


def test_an_editor_of_an_organisation_does_not_see_the_drafts(coordination: Client) -> None:
    make.section(make.clause(heading="Geheimer Entwurf"))
    client = Client()
    client.force_login(people.editor(of=organisation()))

    answer = client.get(CHOOSER)

    assert "Geheimer Entwurf" not in answer.content.decode()
    assert answer.status_code in {302, 403}
