"""Operators and the coordination see how the search is doing, and nobody anything personal."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings
from wagtail.models import Page

from portal.operations.metrics import may_read
from portal.search.models import SearchCount, SearchEntry, SearchState
from portal.settings.environment import Environment
from tests.factories.directory import organisation
from tests.factories.people import coordination, editor

pytestmark = pytest.mark.django_db

NOBODY_THERE = ("http://127.0.0.1:9",)


def pending(seconds: int) -> None:
    """Let an entry wait for Elasticsearch."""
    SearchEntry.objects.all().update(is_pending=False)
    SearchEntry.objects.create(
        source="page",
        content_type=ContentType.objects.get_for_model(Page),
        object_id=987_654,
        kind="page",
        language="de",
        title="Streng vertraulich",
        digest="-",
        changed_at=timezone.now() - timedelta(seconds=seconds),
    )


@pytest.fixture
def metrics(settings: Settings, client: Client) -> dict[str, float]:
    """The metrics while Elasticsearch is away and an entry has been waiting."""
    settings.METRICS_ADDRESSES = ("127.0.0.0/8",)
    settings.ELASTICSEARCH_URLS = NOBODY_THERE
    pending(90)
    words = {"words": "erika beispiel", "searches": 7, "without_result": 3}
    SearchCount.objects.create(day=timezone.localdate(), key="k", **words)
    SearchState.objects.update(failing_since=timezone.now(), reconcile_found=4)
    answer = client.get("/metrics")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "erika" not in text
    assert "vertraulich" not in text
    assert "no-store" in answer["Cache-Control"]
    return {
        " ".join([each.name, *each.labels.values()]): each.value
        for family in text_string_to_metric_families(text)
        for each in family.samples
    }


def test_metrics_tell_backlog_age_and_last_comparison(metrics: dict[str, float]) -> None:
    assert metrics["portal_search_backlog"] == 1
    assert 90 <= metrics["portal_search_oldest_pending_seconds"] < 200
    assert metrics["portal_search_reconcile_mended"] == 4
    assert metrics["portal_search_failing_since_timestamp_seconds"] > 1.7e9
    assert "portal_search_reconciled_timestamp_seconds" not in metrics
    assert metrics["portal_search_elasticsearch_configured"] == 1
    assert metrics["portal_search_elasticsearch_used"] == 0
    assert metrics["portal_searches_today visitor none"] == 3
    assert metrics["portal_searches_today visitor found"] == 4
    assert metrics["portal_searches_today network found"] == 0


@pytest.mark.parametrize("allowed", [(), ("10.0.0.0/8",), ("::1",)])
def test_other_addresses_see_no_such_page(
    client: Client, settings: Settings, allowed: tuple[str, ...]
) -> None:
    settings.METRICS_ADDRESSES = allowed
    assert client.get("/metrics").status_code == 404


def test_a_forged_address_opens_nothing(client: Client, settings: Settings) -> None:
    settings.METRICS_ADDRESSES = ("10.0.0.7",)
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.7"}).status_code == 404
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    forged = {"X-Forwarded-For": "10.0.0.7, 192.0.2.1"}
    assert client.get("/metrics", headers=forged).status_code == 404
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 3
    assert client.get("/metrics", headers=forged).status_code == 404


def test_addresses_and_networks_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    assert may_read("10.1.2.3", ("10.0.0.0/8",))
    assert may_read("2001:db8::5", ("192.0.2.1", "2001:db8::/64"))
    assert not may_read("unknown", ("10.0.0.0/8",))
    monkeypatch.setenv("METRICS_ADDRESSES", "10.0.0.0/8, ::1")
    assert Environment().metrics_addresses == ("10.0.0.0/8", "::1")
    monkeypatch.setenv("METRICS_ADDRESSES", "prometheus")
    with pytest.raises(ValueError, match="METRICS_ADDRESSES"):
        Environment()


def test_the_portal_is_ready_without_elasticsearch(client: Client, settings: Settings) -> None:
    assert client.get("/readyz").content == b"ready\nsearch: database\n"
    settings.ELASTICSEARCH_URLS = NOBODY_THERE
    SearchEntry.objects.all().update(is_pending=False)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.content == b"ready\nsearch: database, elasticsearch is away\n"
    pending(61)
    assert client.get("/readyz").content == b"ready\nsearch: database, elasticsearch is behind\n"


def test_the_coordination_sees_what_is_wrong_and_what_to_do(
    client: Client, settings: Settings
) -> None:
    client.force_login(coordination())
    shown = client.get("/admin/suche/zustand/").content.decode()
    assert "Elasticsearch ist nicht eingerichtet" in shown
    settings.ELASTICSEARCH_URLS = NOBODY_THERE
    pending(120)
    SearchState.objects.update(failing_since=timezone.now(), failure="read_only")
    shown = client.get("/admin/suche/zustand/").content.decode()
    assert "Elasticsearch antwortet nicht. Verloren geht nichts." in shown
    assert "der Index ist nur lesbar" in shown
    assert "1 Eintrag" in shown


def test_editors_do_not_see_the_state(client: Client) -> None:
    client.force_login(editor(of=organisation()))
    assert client.get("/admin/suche/zustand/").status_code == 302


def test_a_database_that_is_away_is_said(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise OperationalError

    settings.METRICS_ADDRESSES = ("127.0.0.1",)
    monkeypatch.setattr(connection, "cursor", away)
    for address in ("/readyz", "/metrics"):
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (503, b"database away\n"), address
