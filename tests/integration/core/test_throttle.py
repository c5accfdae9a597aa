"""Public forms take much from one address, and not everything."""

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from portal.core.throttle import throttled
from tests.factories.site import home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _limits(settings: Settings) -> None:
    """Turn the limits on, with nothing counted yet."""
    settings.THROTTLED = True
    caches["memory"].clear()
    home()


@throttled("beispiel", amount=2)
def form(request: object) -> HttpResponse:
    """Take a form."""
    return HttpResponse("taken")


def send(address: str = "192.0.2.1", method: str = "post", **headers: str) -> int:
    """Send the form from an address."""
    request = getattr(RequestFactory(), method)("/", REMOTE_ADDR=address, **headers)
    request.user = None
    return form(request).status_code


def test_what_is_too_much_is_refused_with_the_time_to_try_again(client: Client) -> None:
    assert [send(), send(), send()] == [200, 200, 429]


def test_the_page_says_when_to_try_again(client: Client, settings: Settings) -> None:
    answers = [client.get("/suche/?q=") for _ in range(601)]
    assert {each.status_code for each in answers[:-1]} == {200}
    refused = answers[-1]
    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    content = refused.content.decode()
    assert "in einer Minute" in content
    assert 'class="site-header"' in content


def test_looking_costs_nothing() -> None:
    assert [send(method="get") for _ in range(5)] == [200] * 5


def test_another_address_has_a_count_of_its_own() -> None:
    assert [send(), send(), send(), send("192.0.2.2")] == [200, 200, 429, 200]


def test_a_network_of_ipv6_counts_as_one_address() -> None:
    codes = [send(f"2001:db8:1:2::{n}") for n in (1, 2, 3)]
    assert codes == [200, 200, 429]
    assert send("2001:db8:1:3::1") == 200


def test_nobody_gets_a_fresh_count_by_a_forged_header() -> None:
    codes = [send(HTTP_X_FORWARDED_FOR=f"198.51.100.{n}") for n in range(3)]
    assert codes == [200, 200, 429]


def test_behind_proxies_of_ours_the_address_they_saw_counts(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    forged = [send(HTTP_X_FORWARDED_FOR=f"198.51.100.{n}, 203.0.113.7") for n in range(3)]
    assert forged == [200, 200, 429]
    assert send(HTTP_X_FORWARDED_FOR="203.0.113.8") == 200


def test_the_finder_has_a_limit_too(client: Client, settings: Settings) -> None:
    codes = [client.post("/anlaufstelle-finden/ort/").status_code for _ in range(601)]
    assert codes[-1] == 429
    assert 429 not in codes[:-1]
