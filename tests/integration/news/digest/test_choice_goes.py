"""What a reader chose may be deleted: nobody gets everything who asked for one thing."""

import pytest

from news.models import DigestReader
from tests.factories.directory import organisation
from tests.integration.news.digest.readers import reader, topic

pytestmark = pytest.mark.django_db


def test_a_digest_of_one_organisation_ends_with_it() -> None:
    goes, stays = organisation(), organisation()
    reader("only@example.org", organisations=[goes])
    both = reader("both@example.org", organisations=[goes, stays])
    everything = reader("all@example.org")
    goes.delete()
    assert set(DigestReader.objects.all()) == {both, everything}
    assert list(both.organisations.all()) == [stays]


def test_a_digest_about_one_topic_ends_with_it() -> None:
    goes, stays = topic(), topic()
    reader("only@example.org", topics=[goes])
    both = reader("both@example.org", topics=[goes, stays])
    goes.delete()
    assert list(DigestReader.objects.all()) == [both]
    assert list(both.topics.all()) == [stays]
