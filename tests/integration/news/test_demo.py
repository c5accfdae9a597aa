"""The demo shows what news look like."""

import pytest
from django.core.management import call_command
from django.test import Client

from news.models import ArticlePage
from tests.integration.news.reading import text, titles

pytestmark = pytest.mark.django_db


def test_the_demo_has_articles_of_several_organisations_that_can_be_read(client: Client) -> None:
    call_command("load_demo")

    listed = client.get("/aktuelles/")

    assert len(titles(listed)) == ArticlePage.objects.count() == 3
    assert len({one.organisation for one in listed.context["articles"]}) == 3
    for one in listed.context["articles"]:
        assert one.title.startswith("Beispiel: ")
        assert one.teaser in text(client.get(one.url))
