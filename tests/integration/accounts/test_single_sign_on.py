"""Single sign-on with a real provider: it opens accounts that are there, and makes none."""

from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from portal.accounts.models import User
from portal.settings.environment import Environment
from portal.settings.single_sign_on import providers
from tests.factories.people import PASSWORD, account, coordination, staff
from tests.factories.second_factors import app_of
from tests.factories.site import home
from tests.services.openid_provider import OpenIDProvider

pytestmark = pytest.mark.django_db

BEGIN = "/konto/sso/"
LOGIN = "/konto/anmelden/"


@pytest.fixture(autouse=True)
def _site() -> None:
    home()


@pytest.fixture
def provider(openid_provider: OpenIDProvider, settings: Settings) -> OpenIDProvider:
    """Return the running provider, after the portal has been told of it by variables alone."""
    environment = Environment(
        OIDC_SERVER_URL=openid_provider.url,
        OIDC_CLIENT_ID="portal",
        OIDC_CLIENT_SECRET="geheim",
        OIDC_NAME="Beispielwerk",
    )
    settings.SOCIALACCOUNT_PROVIDERS = providers(environment)
    return openid_provider


def begin(client: Client, **fields: str) -> str:
    """Press the button; returns the provider's address that one is led to."""
    answer = client.post(BEGIN, fields)
    assert answer.status_code == 200
    return str(answer.context["target"])


def sign_on(client: Client, provider: OpenIDProvider, subject: str, **fields: str) -> Any:
    """Log in by the provider and return the portal's answer to the return."""
    back = provider.log_in(begin(client, **fields), subject)
    assert urlsplit(back).path == "/konto/sso/zurueck/"
    return client.get(back)


def is_logged_in(client: Client) -> bool:
    """Tell whether the staff area opens."""
    return bool(client.get("/intern/").status_code == 200)


def test_the_log_in_page_offers_it_only_when_it_is_configured(
    client: Client, openid_provider: OpenIDProvider
) -> None:
    assert "Anmelden mit" not in client.get(LOGIN).content.decode()
    assert client.post(BEGIN).status_code == 404
    assert client.get("/konto/sso/zurueck/").status_code == 404


def test_the_button_carries_the_providers_name(client: Client, provider: OpenIDProvider) -> None:
    content = client.get(LOGIN).content.decode()
    assert "Anmelden mit Beispielwerk" in content
    assert f'action="{BEGIN}"' in content


def test_who_has_an_account_gets_in_with_the_verified_address(
    client: Client, provider: OpenIDProvider
) -> None:
    person = staff()
    provider.knows("sub-in", email=person.email.upper(), email_verified=True)
    answer = sign_on(client, provider, "sub-in")
    assert (answer.status_code, answer["Location"]) == (302, "/intern/")
    assert is_logged_in(client)
    person.refresh_from_db()
    assert person.check_password(PASSWORD), "the password must stay"


def test_the_way_to_the_provider_needs_no_script_and_no_foreign_form_target(
    client: Client, provider: OpenIDProvider
) -> None:
    answer = client.post(BEGIN)
    content = unescape(answer.content.decode())
    assert f'content="0; url={answer.context["target"]}"' in content
    assert provider.url not in answer["Content-Security-Policy"]
    query = parse_qs(urlsplit(answer.context["target"]).query)
    assert query["redirect_uri"] == ["http://testserver/konto/sso/zurueck/"]
    assert query["code_challenge_method"] == ["S256"]


def test_one_gets_where_one_wanted_to_go(client: Client, provider: OpenIDProvider) -> None:
    person = staff()
    provider.knows("sub-next", email=person.email, email_verified=True)
    answer = sign_on(client, provider, "sub-next", next="/partner/?q=x")
    assert answer["Location"] == "/partner/?q=x"


def test_nobody_is_led_elsewhere_afterwards(client: Client, provider: OpenIDProvider) -> None:
    person = staff()
    provider.knows("sub-out", email=person.email, email_verified=True)
    answer = sign_on(client, provider, "sub-out", next="https://boese.example.org/")
    assert answer["Location"] == "/intern/"


@pytest.mark.parametrize("claim", [False, None, "false", "nein", 0, "1", [], "FALSE"])
def test_an_address_that_the_provider_has_not_verified_opens_no_account(
    client: Client, provider: OpenIDProvider, claim: Any
) -> None:
    person = staff()
    provider.knows("sub-thief", email=person.email, email_verified=claim)
    answer = sign_on(client, provider, "sub-thief")
    assert answer.status_code == 403
    assert "nicht bestätigt" in answer.content.decode()
    assert not is_logged_in(client)
    assert not SocialAccount.objects.exists()


def test_without_a_word_about_verification_no_account_opens(
    client: Client, provider: OpenIDProvider
) -> None:
    provider.knows("sub-silent", email=staff().email)
    assert sign_on(client, provider, "sub-silent").status_code == 403
    assert not is_logged_in(client)


def test_who_has_no_account_is_told_so_and_gets_none(
    client: Client, provider: OpenIDProvider
) -> None:
    before = User.objects.count()
    provider.knows("sub-new", email="neu@example.org", email_verified=True)
    answer = sign_on(client, provider, "sub-new")
    assert answer.status_code == 403
    assert "kein Konto" in answer.content.decode()
    assert "Einladung" in answer.content.decode()
    assert User.objects.count() == before
    assert not is_logged_in(client)


def test_a_closed_account_does_not_open(client: Client, provider: OpenIDProvider) -> None:
    former = account(is_active=False)
    provider.knows("sub-former", email=former.email, email_verified=True)
    assert sign_on(client, provider, "sub-former").status_code == 403
    assert not SocialAccount.objects.exists()


def test_an_account_closed_after_the_first_time_does_not_open_either(
    client: Client, provider: OpenIDProvider
) -> None:
    person = staff()
    provider.knows("sub-later", email=person.email, email_verified=True)
    sign_on(client, provider, "sub-later")
    User.objects.filter(pk=person.pk).update(is_active=False)
    fresh = Client()
    answer = sign_on(fresh, provider, "sub-later")
    assert answer["Location"] == reverse("account_inactive")
    assert not is_logged_in(fresh)


def test_afterwards_the_identity_counts_and_not_the_address(
    client: Client, provider: OpenIDProvider
) -> None:
    person, other = staff(), staff()
    provider.knows("sub-same", email=person.email, email_verified=True)
    sign_on(client, provider, "sub-same")
    provider.knows("sub-same", email=other.email, email_verified=True)
    again = Client()
    sign_on(again, provider, "sub-same")
    assert int(again.session["_auth_user_id"]) == person.pk


def test_another_provider_with_the_same_subject_is_somebody_else(
    client: Client, provider: OpenIDProvider, settings: Settings
) -> None:
    person = staff()
    provider.knows("sub-shared", email=person.email, email_verified=True)
    sign_on(client, provider, "sub-shared")
    provider.knows("sub-shared", email="fremd@example.org", email_verified=True)
    environment = Environment(
        OIDC_SERVER_URL=provider.url.replace("127.0.0.1", "localhost"),
        OIDC_CLIENT_ID="portal",
        OIDC_CLIENT_SECRET="geheim",
    )
    settings.SOCIALACCOUNT_PROVIDERS = providers(environment)
    stranger = Client()
    assert sign_on(stranger, provider, "sub-shared").status_code == 403
    assert not is_logged_in(stranger)


def test_nothing_the_provider_tells_of_a_person_is_kept(
    client: Client, provider: OpenIDProvider
) -> None:
    person = staff()
    provider.knows("sub-kept", email=person.email, email_verified=True, name="Beispiel Name")
    for each in (client, Client()):
        sign_on(each, provider, "sub-kept")
        assert SocialAccount.objects.get().extra_data == {}


def test_a_return_that_this_browser_did_not_begin_opens_nothing(
    client: Client, provider: OpenIDProvider
) -> None:
    person = staff()
    provider.knows("sub-csrf", email=person.email, email_verified=True)
    back = provider.log_in(begin(client), "sub-csrf")
    victim = Client()
    answer = victim.get(back)
    assert answer.status_code == 401
    assert "hat nicht geklappt" in answer.content.decode()
    assert not is_logged_in(victim)


def test_a_return_counts_once(client: Client, provider: OpenIDProvider) -> None:
    provider.knows("sub-once", email=staff().email, email_verified=True)
    back = provider.log_in(begin(client), "sub-once")
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 401


def test_who_is_logged_in_does_not_get_another_identity_tied_to_the_account(
    client: Client, provider: OpenIDProvider
) -> None:
    victim = staff()
    client.force_login(victim)
    provider.knows("sub-attacker", email="angreifer@example.org", email_verified=True)
    sign_on(client, provider, "sub-attacker", process="connect")
    assert not SocialAccount.objects.filter(user=victim).exists()


def test_who_breaks_off_at_the_provider_is_told_so(
    client: Client, provider: OpenIDProvider
) -> None:
    target = begin(client)
    back = provider.refuse(target)
    assert "error=access_denied" in back
    state = parse_qs(urlsplit(target).query)["state"][0]
    # The provider of the tests forgets the state, which RFC 6749 (4.1.2.1) demands.
    answer = client.get(f"{back}&state={state}", follow=True)
    assert "abgebrochen" in answer.content.decode()
    assert not is_logged_in(client)


def test_a_provider_that_is_down_is_told_in_a_sentence(client: Client, settings: Settings) -> None:
    environment = Environment(
        OIDC_SERVER_URL="http://127.0.0.1:9/", OIDC_CLIENT_ID="x", OIDC_CLIENT_SECRET="x"
    )
    settings.SOCIALACCOUNT_PROVIDERS = providers(environment)
    answer = client.post(BEGIN)
    assert answer.status_code == 503
    assert "antwortet gerade nicht" in answer.content.decode()


def test_an_answer_about_somebody_else_than_the_token_opens_nothing(
    client: Client, provider: OpenIDProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = staff()
    provider.knows("sub-token", email="fremd@example.org", email_verified=True)
    swapped = {"sub": "sub-other", "email": person.email, "email_verified": True}
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "_fetch_user_info", lambda *_: swapped)
    answer = sign_on(client, provider, "sub-token")
    assert answer.status_code == 403
    assert "passt nicht zusammen" in answer.content.decode()
    assert not is_logged_in(client)


@pytest.mark.parametrize("counts", [True, False])
def test_whether_it_counts_as_second_factor_is_configured(
    client: Client, provider: OpenIDProvider, settings: Settings, counts: bool
) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"coordination"})
    settings.OIDC_IS_SECOND_FACTOR = counts
    person = coordination()
    provider.knows(f"sub-factor-{counts}", email=person.email, email_verified=True)
    sign_on(client, provider, f"sub-factor-{counts}")
    assert is_logged_in(client) is counts


@pytest.mark.parametrize("counts", [True, False])
def test_who_has_an_app_is_asked_for_its_code_unless_the_provider_counts(
    client: Client, provider: OpenIDProvider, settings: Settings, counts: bool
) -> None:
    settings.OIDC_IS_SECOND_FACTOR = counts
    person = staff()
    app_of(person)
    provider.knows(f"sub-app-{counts}", email=person.email, email_verified=True)
    answer = sign_on(client, provider, f"sub-app-{counts}")
    assert answer["Location"] == ("/intern/" if counts else "/konto/zweiter-faktor/anmelden/")
    assert is_logged_in(client) is counts


def test_it_is_begun_by_a_form_and_not_by_a_link(client: Client, provider: OpenIDProvider) -> None:
    assert client.get(BEGIN).status_code == 405
    assert Client(enforce_csrf_checks=True).post(BEGIN).status_code == 403
