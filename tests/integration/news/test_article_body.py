"""What the text of an article shows: pictures, files, offices, and only to those who may see."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import CollectionViewRestriction

from directory.models import Municipality, OfficePage, Topic
from news.models import ArticlePage
from tests.factories.directory import municipality, office, organisation
from tests.factories.files import document, image
from tests.factories.news import article, heading, image_file, paragraph
from tests.factories.people import editor, staff
from tests.factories.site import close
from tests.integration.news.reading import AT_MOST, queries, text

pytestmark = pytest.mark.django_db


def attachment(file: Document) -> tuple[str, Any]:
    return "attachment", file


def related(page: OfficePage) -> tuple[str, Any]:
    return "office", page


def gallery(*entries: tuple[str, str, str]) -> tuple[str, Any]:
    """Return a gallery as the database holds it, of (what it shows, caption, credit)."""
    return "gallery", [
        {
            "image": {"image": image_file().pk, "alt_text": alt, "decorative": not alt},
            "caption": caption,
            "credit": credit,
        }
        for alt, caption, credit in entries
    ]


def with_gallery(entries: Sequence[tuple[str, str, str]], **fields: Any) -> ArticlePage:
    news = article(organisation(), **fields)
    kind, value = gallery(*entries)
    # As the form sends it: a list block takes its rows apart itself.
    block = news.body.stream_block.child_blocks[kind]
    news.body = [(kind, block.to_python(value))]
    news.save()
    return ArticlePage.objects.get(pk=news.pk)


def test_the_picture_above_the_text_says_what_it_shows_and_whose_it_is(client: Client) -> None:
    news = article(
        organisation(),
        lead_image=image_file(),
        lead_image_alt="Drei Stühle vor einer Tafel",
        lead_image_credit="Foto: Verein Beispiel",
    )

    page = text(client.get(news.get_url()))

    assert 'alt="Drei Stühle vor einer Tafel"' in page
    assert "<span>Foto: Verein Beispiel</span></figcaption>" in page


def test_a_picture_that_is_ornament_is_silent_above_the_text(client: Client) -> None:
    news = article(
        organisation(),
        lead_image=image_file(),
        lead_image_alt="Von früher",
        lead_image_is_ornament=True,
    )

    page = text(client.get(news.get_url())).partition("<main")[2]

    assert 'alt=""' in page
    assert "Von früher" not in page


def test_a_gallery_shows_each_picture_with_caption_and_credit(client: Client) -> None:
    news = with_gallery(
        [("Ein Fest", "Das Sommerfest 2025", "Foto: Beispiel"), ("", "", "Zeichnung: Beispiel")]
    )

    page = text(client.get(news.get_url())).partition("<main")[2]

    assert page.count("<figure>") == 2
    assert 'alt="Ein Fest"' in page
    assert 'alt=""' in page
    assert "<span>Das Sommerfest 2025</span><span>Foto: Beispiel</span></figcaption>" in page
    assert "<span>Zeichnung: Beispiel</span></figcaption>" in page


def test_an_attachment_names_its_file_its_kind_and_its_size(client: Client) -> None:
    verein = organisation()
    file = document(of=verein, title="Flyer zum Kurs", file_size=14_000)
    news = article(verein, body=[attachment(file)])

    page = text(client.get(news.get_url()))

    assert f'<a href="{file.url}">Flyer zum Kurs ({file.filename}, PDF, 13,7\xa0KB)</a>' in page
    sent: Any = client.get(file.url)
    assert b"".join(sent.streaming_content).startswith(b"%PDF")


def test_an_attachment_in_a_closed_collection_leaves_no_trace(client: Client) -> None:
    verein = organisation()
    file = document(of=verein, title="Nur für uns")
    news = article(verein, body=[paragraph("Davor."), attachment(file)])
    somebody = staff()
    closed = CollectionViewRestriction.objects.create(
        collection=file.collection, restriction_type="groups"
    )
    closed.groups.set(somebody.groups.all())

    page = text(client.get(news.get_url()))

    assert "Davor." in page
    for trace in ("Nur für uns", file.filename, file.url, "Anhang"):
        assert trace not in page
    client.force_login(somebody)
    assert "Nur für uns" in text(client.get(news.get_url()))


def test_a_related_office_is_there_with_its_address(client: Client) -> None:
    verein = organisation(slug="verein")
    place = office(of=verein, title="Stelle Bruchsal", slug="stelle")
    news = article(verein, body=[related(place)])

    page = text(client.get(news.get_url()))

    assert '<a href="/partner/verein/stelle/">Stelle Bruchsal</a>' in page
    assert place.address in page


@pytest.mark.parametrize("how", ["draft", "closed", "deleted"])
def test_a_related_office_that_the_reader_may_not_see_leaves_no_trace(
    client: Client, how: str
) -> None:
    place = office(of=organisation(), title="Stelle Bruchsal")
    news = article(organisation(), body=[related(place), paragraph("Danach.")])
    if how == "draft":
        OfficePage.objects.filter(pk=place.pk).update(live=False)
    elif how == "closed":
        close(place)
    else:
        place.delete()

    page = text(client.get(news.get_url()))

    assert "Danach." in page
    for trace in ("Stelle Bruchsal", place.address, "Beratungsstelle dazu"):
        assert trace not in page


def test_topics_and_towns_lead_to_more_of_them(client: Client) -> None:
    news = article(organisation())
    topic = Topic.objects.create(code="beispiel", name="Beispielanliegen")
    news.topics.set([topic])
    news.municipalities.set([municipality("08215009")])
    news.save()

    page = text(client.get(news.get_url()))

    assert '<a href="/aktuelles/?anliegen=beispiel">Beispielanliegen</a>' in page
    town = Municipality.objects.get(ags="08215009").name
    assert f'<a href="/aktuelles/?ort=08215009">{town}</a>' in page


def test_a_long_text_needs_no_more_queries_than_a_short_one(client: Client) -> None:
    verein = organisation()

    def parts(number: int) -> list[tuple[str, Any]]:
        stories = [attachment(document(of=verein)) for _each in range(number)]
        stories += [related(office(of=verein)) for _each in range(number)]
        for _each in range(number):
            shown: Any = image(of=verein)
            shown.contextual_alt_text, shown.decorative = "Bild", False
            stories += [heading("Teil"), ("image", shown)]
        return stories

    short, long = article(verein, body=parts(1)), article(verein, body=parts(6))

    needed = queries(client, short.get_url())
    assert queries(client, long.get_url()) == needed


def test_an_article_with_all_that_it_can_show_needs_few_queries(client: Client) -> None:
    news = with_gallery(
        [("Eins", "", ""), ("Zwei", "", "")],
        lead_image=image_file(),
        lead_image_is_ornament=True,
    )
    news.topics.set([Topic.objects.create(code="beispiel", name="Beispielanliegen")])
    news.municipalities.set([municipality("08215009")])
    news.save()

    assert queries(client, news.get_url()) <= AT_MOST + 1


def test_words_of_people_are_only_words(client: Client) -> None:
    attack = "</script><script>alert(1)</script>"
    verein = organisation()
    news = article(
        verein,
        attack,
        slug="angriff",
        teaser=attack,
        lead_image=image_file(),
        lead_image_alt=f'"{attack}',
        lead_image_credit=attack,
        body=[heading(attack), attachment(document(of=verein, title=attack))],
    )

    assert "<script>alert" not in text(client.get(news.get_url()))


def test_the_editor_sees_in_the_preview_what_the_draft_shows(client: Client) -> None:
    verein = organisation()
    news = article(verein, live=False, body=[attachment(document(of=verein, title="Flyer"))])
    news.save_revision()
    client.force_login(editor(of=verein))

    answer = client.get(f"/admin/pages/{news.pk}/view_draft/")

    assert answer.status_code == 200
    assert "Flyer" in text(answer)
