"""Whatever stands where Elasticsearch should: who asks is told within half a second, and later
askers at once, until it is back."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from unittest import mock

import pytest
from django.core.cache import caches
from pytest_django import Settings

from portal.search.elastic import breaker
from portal.search.elastic.client import ElasticAway, ask, ask_all, deadline
from portal.search.elastic.failures import Failure
from tests.search.bad_servers import drips, hangs, http, nobody, resets, says, server

WHOLE = {"took": 1, "timed_out": False, "_shards": {"total": 1, "failed": 0}, "hits": {"hits": []}}
EVERYTHING: dict[str, object] = {"size": 0}


def answers(*each: object) -> bytes:
    """Return an answer of Elasticsearch to several searches."""
    return http("200 OK", {"responses": each})


def error(kind: str, status: int) -> dict[str, object]:
    """Return how Elasticsearch says that it could not search."""
    return {"error": {"type": kind, "reason": "Beispiel"}, "status": status}


@pytest.fixture
def stand(settings: Settings) -> Iterator[ExitStack]:
    """What is to stand until the end of the test."""
    settings.ELASTICSEARCH_INDEX = "beispiel"
    with ExitStack() as stack:
        yield stack


def asked() -> tuple[Failure | None, float]:
    """Ask, and return why there was no answer, and how long that took."""
    began = time.monotonic()
    try:
        ask(EVERYTHING)
    except ElasticAway as away:
        return away.reason, time.monotonic() - began
    return None, time.monotonic() - began


NOT_ELASTIC = http("200 OK", {"responses": [WHOLE]}, headers="")
OLD = http("400 Bad Request", error("media_type_header_exception", 400))
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (nobody(), Failure.UNREACHABLE),
        (server(hangs), Failure.SLOW),
        (server(drips), Failure.SLOW),
        (server(resets), Failure.UNREACHABLE),
        (server(says(NOT_ELASTIC)), Failure.UNSUPPORTED),
        (server(says(OLD)), Failure.UNSUPPORTED),
        (server(says(HTML)), Failure.UNSUPPORTED),
        (server(says(answers())), Failure.UNSUPPORTED),
        (server(says(b"nonsense\r\n\r\n")), Failure.UNREACHABLE),
        (server(says(http("503 No", error("no_master", 503)))), Failure.OVERLOADED),
        (server(says(http("401 No", error("security_exception", 401)))), Failure.FORBIDDEN),
        (server(says(answers(error("index_not_found_exception", 404)))), Failure.MISSING),
        (server(says(answers(error("all_shards_failed", 503)))), Failure.OVERLOADED),
        (server(says(answers({**WHOLE, "timed_out": True}))), Failure.OVERLOADED),
        (server(says(answers({**WHOLE, "_shards": {"failed": 1}}))), Failure.OVERLOADED),
    ],
)
def test_who_asks_is_told_in_time_and_the_next_ones_at_once(
    stand: ExitStack, settings: Settings, bad: AbstractContextManager[str], reason: Failure
) -> None:
    settings.ELASTICSEARCH_URLS = (stand.enter_context(bad),)
    first, seconds = asked()
    assert first is reason
    assert seconds < 0.45
    if reason is Failure.SLOW:  # once may be the question's fault
        again, seconds = asked()
        assert again is reason
        assert seconds < 0.45
    after, seconds = asked()
    assert after is Failure.UNREACHABLE
    assert seconds < 0.05


def test_one_late_answer_stops_nobody_elses(stand: ExitStack, settings: Settings) -> None:
    settings.ELASTICSEARCH_URLS = (stand.enter_context(server(hangs)),)
    assert asked()[0] is Failure.SLOW
    settings.ELASTICSEARCH_URLS = (stand.enter_context(server(says(answers(WHOLE)))),)
    assert asked()[0] is None


def test_several_questions_share_the_time_of_one(stand: ExitStack, settings: Settings) -> None:
    settings.ELASTICSEARCH_URLS = (stand.enter_context(server(hangs)),)
    began = time.monotonic()
    until = deadline()
    for _each in range(3):
        with pytest.raises(ElasticAway):
            ask(EVERYTHING, until)
        breaker.answered()
    assert time.monotonic() - began < 0.45


def test_a_second_node_answers_when_the_first_one_does_not(
    stand: ExitStack, settings: Settings
) -> None:
    good = stand.enter_context(server(says(answers(WHOLE))))
    for bad in (nobody(), server(hangs), server(resets)):
        settings.ELASTICSEARCH_URLS = (stand.enter_context(bad), good)
        for _each in range(3):
            assert asked()[0] is None


def test_a_question_that_is_refused_stops_nobody_elses(
    stand: ExitStack, settings: Settings
) -> None:
    refused = answers(error("search_phase_execution_exception", 400))
    settings.ELASTICSEARCH_URLS = (stand.enter_context(server(says(refused))),)
    assert asked()[0] is Failure.REFUSED
    settings.ELASTICSEARCH_URLS = (stand.enter_context(server(says(answers(WHOLE)))),)
    assert asked()[0] is None


def test_one_answer_missing_is_no_answer(stand: ExitStack, settings: Settings) -> None:
    settings.ELASTICSEARCH_URLS = (stand.enter_context(server(says(answers(WHOLE)))),)
    with pytest.raises(ElasticAway):
        ask_all([EVERYTHING, EVERYTHING])


def test_without_an_address_nobody_is_asked(settings: Settings) -> None:
    settings.ELASTICSEARCH_URLS = ()
    assert asked()[0] is Failure.UNREACHABLE
    assert breaker.leave_to_ask() is breaker.Leave.YES


def test_after_the_pause_one_asker_tries_and_the_rest_follow_when_it_is_back(
    stand: ExitStack, settings: Settings
) -> None:
    settings.ELASTICSEARCH_URLS = (stand.enter_context(nobody()),)
    assert asked()[0] is Failure.UNREACHABLE
    settings.ELASTICSEARCH_URLS = (stand.enter_context(server(says(answers(WHOLE)))),)
    assert asked()[0] is Failure.UNREACHABLE  # the pause
    later = time.time() + breaker.PAUSE_SECONDS + 1
    with mock.patch("time.time", return_value=later):
        assert breaker.leave_to_ask() is breaker.Leave.TRIAL
        assert breaker.leave_to_ask() is breaker.Leave.NO  # one at a time
        caches["shared"].delete(breaker.TRIAL)  # its second is over
        assert asked()[0] is None
    assert asked()[0] is None


def test_who_tries_in_vain_begins_a_new_pause(stand: ExitStack, settings: Settings) -> None:
    settings.ELASTICSEARCH_URLS = (stand.enter_context(nobody()),)
    asked()
    later = time.time() + breaker.PAUSE_SECONDS + 1
    with mock.patch("time.time", return_value=later):
        assert asked()[0] is Failure.UNREACHABLE
        caches["shared"].delete(breaker.TRIAL)
        assert breaker.leave_to_ask() is breaker.Leave.NO


def test_who_tries_and_waits_in_vain_begins_a_new_pause(
    stand: ExitStack, settings: Settings
) -> None:
    settings.ELASTICSEARCH_URLS = (stand.enter_context(nobody()),)
    asked()
    settings.ELASTICSEARCH_URLS = (stand.enter_context(server(hangs)),)
    later = time.time() + breaker.PAUSE_SECONDS + 1
    with mock.patch("time.time", return_value=later):
        assert asked()[0] is Failure.SLOW
        caches["shared"].delete(breaker.TRIAL)
        assert breaker.leave_to_ask() is breaker.Leave.NO


def test_askers_who_all_hang_do_not_pile_up(stand: ExitStack, settings: Settings) -> None:
    settings.ELASTICSEARCH_URLS = (stand.enter_context(server(drips)),)
    reasons = []
    for _each in range(20):
        breaker.answered()
        began = time.monotonic()
        with pytest.raises(ElasticAway):
            ask(EVERYTHING, time.monotonic() + 0.02)
        reasons.append(time.monotonic() - began)
    assert max(reasons) < 0.2
