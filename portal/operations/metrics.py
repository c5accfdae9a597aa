"""How the portal is doing, in the text format of Prometheus: numbers only, nothing personal.

Everything is read from the database when it is asked for, so that several processes say the
same and none has to keep anything.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from ipaddress import ip_address, ip_network

from django.db.models import Count
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from portal.accounts.models import Notification
from portal.search.elastic.state import SearchHealth, search_health
from portal.search.models import DocumentText
from portal.search.statistics.totals import totals_of_day


class PortalCollector:
    """Collects the gauges, in six queries and one short question to Elasticsearch."""

    def collect(self) -> Iterator[Metric]:
        """Yield everything that is measured."""
        yield from search_gauges(search_health())
        yield _texts()
        yield _searches()
        waiting = Notification.objects.waiting().count()
        yield _gauge("portal_notifications_waiting", "Mails that are still to be sent.", waiting)


def metrics_text() -> bytes:
    """Return all metrics in the format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(PortalCollector())
    text: bytes = generate_latest(registry)
    return text


def may_read(address: str, allowed: Iterable[str]) -> bool:
    """Return whether an address is one of those, or in one of those networks."""
    try:
        asking = ip_address(address)
    except ValueError:
        return False
    return any(asking in ip_network(each, strict=False) for each in allowed)


def search_gauges(health: SearchHealth) -> Iterator[Metric]:
    """Yield how the search is doing; a moment that has not been is left out."""
    prefix = "portal_search"
    flags = {
        "elasticsearch_configured": ("Whether Elasticsearch is to search.", health.configured),
        "elasticsearch_reachable": ("Whether Elasticsearch answers.", health.reachable),
        "elasticsearch_used": (
            "Whether Elasticsearch answers readers, rather than the database.",
            health.configured and health.answers,
        ),
    }
    for name, (words, is_so) in flags.items():
        yield _gauge(f"{prefix}_{name}", words, int(is_so))
    yield _gauge(f"{prefix}_entries", "Things that can be found.", health.entries)
    yield _gauge(f"{prefix}_backlog", "Entries Elasticsearch has to be told of.", health.backlog)
    age = health.oldest_age.total_seconds() if health.oldest_age else 0
    yield _gauge(f"{prefix}_oldest_pending_seconds", "Age of the oldest of them.", age)
    mended = "Entries the last comparison had to mend."
    yield _gauge(f"{prefix}_reconcile_mended", mended, health.reconcile_found)
    moments = {
        "drained": ("When Elasticsearch last took everything.", health.drained_at),
        "reconciled": ("When index and database were last compared.", health.reconciled_at),
        "rebuilt": ("When the index was last built anew.", health.rebuilt_at),
        "failing_since": ("Since when Elasticsearch has taken nothing.", health.failing_since),
    }
    for name, (words, moment) in moments.items():
        yield _moment(f"{prefix}_{name}_timestamp_seconds", words, moment)


def _texts() -> Metric:
    family = GaugeMetricFamily(
        "portal_search_documents", "Documents by what became of reading them.", labels=["state"]
    )
    states = DocumentText.objects.order_by().values_list("state")
    counts = dict(states.annotate(amount=Count("pk")))
    for state in DocumentText.State:
        family.add_metric([state.value], counts.get(state.value, 0))
    return family


def _searches() -> Metric:
    family = GaugeMetricFamily(
        "portal_searches_today", "Searches of today.", labels=["reader", "result"]
    )
    for is_staff, (searches, without) in totals_of_day(timezone.localdate()).items():
        reader = "network" if is_staff else "visitor"
        family.add_metric([reader, "found"], searches - without)
        family.add_metric([reader, "none"], without)
    return family


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)


def _moment(name: str, words: str, moment: datetime | None) -> Metric:
    return GaugeMetricFamily(name, words, value=moment.timestamp() if moment else None)
