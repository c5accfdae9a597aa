"""Second factors: setting one up, logging in with it, losing it."""

from itertools import count
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from directory.models import OrganisationPage
from portal.accounts.models import User
from portal.accounts.second_factor import has_second_factor, is_required
from tests.factories.directory import organisation as make_organisation
from tests.factories.people import (
    PASSWORD,
    administrator,
    coordination,
    editor,
    lead_editor,
    signatory,
    staff,
)
from tests.factories.second_factors import app_of, code_of, recovery_codes_of
from tests.factories.site import home

pytestmark = pytest.mark.django_db

LOGIN = "/konto/anmelden/"
FACTOR = "/konto/zweiter-faktor/"
SHOW = "/konto/zweiter-faktor/anmelden/"
IN_PRODUCTION = frozenset({"coordination", "signatory", "administrator"})
_half_minutes = count(50_000_000)


@pytest.fixture(autouse=True)
def _site() -> None:
    home()


@pytest.fixture(autouse=True)
def half_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the clock of the codes, so that none runs out between two lines of a test."""
    now = next(_half_minutes)
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([now]))


@pytest.fixture
def committing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do at once what allauth does on commit, while it still knows the request."""
    monkeypatch.setattr(transaction, "on_commit", lambda do: do())


@pytest.fixture
def required(settings: Settings) -> None:
    """Require the factor of the roles that production requires it of."""
    settings.SECOND_FACTOR_ROLES = IN_PRODUCTION


def enter(client: Client, person: User) -> Any:
    """Log in with the password."""
    return client.post(LOGIN, {"login": person.email, "password": PASSWORD})


def is_in(client: Client) -> bool:
    """Tell whether the staff area opens."""
    return bool(client.get("/intern/").status_code == 200)


def test_the_password_alone_is_not_enough_for_who_has_an_app(client: Client) -> None:
    person = staff()
    app_of(person)
    assert enter(client, person)["Location"] == SHOW
    assert not is_in(client)


def test_password_and_code_of_the_app_lead_in(client: Client) -> None:
    person = staff()
    secret = app_of(person)
    enter(client, person)
    assert client.post(SHOW, {"code": code_of(secret)})["Location"] == "/intern/"
    assert is_in(client)


def test_a_wrong_code_is_refused_in_german_and_can_be_tried_again(client: Client) -> None:
    person = staff()
    secret = app_of(person)
    enter(client, person)
    answer = client.post(SHOW, {"code": "000000"})
    assert "Das hat nicht geklappt" in answer.content.decode()
    assert not is_in(client)
    assert client.post(SHOW, {"code": code_of(secret)}).status_code == 302


def test_the_code_alone_leads_nowhere(client: Client) -> None:
    secret = app_of(staff())
    assert client.post(SHOW, {"code": code_of(secret)})["Location"].startswith(LOGIN)
    assert not is_in(client)


def test_a_code_counts_once(client: Client) -> None:
    person = staff()
    code = code_of(app_of(person))
    enter(client, person)
    assert client.post(SHOW, {"code": code}).status_code == 302
    thief = Client()
    enter(thief, person)
    assert thief.post(SHOW, {"code": code}).status_code == 200
    assert not is_in(thief)


def test_a_code_is_remembered_as_used_for_as_long_as_it_would_be_taken() -> None:
    tolerance, period = django_settings.MFA_TOTP_TOLERANCE, 30
    assert (2 * tolerance + 1) * period <= period


def test_a_recovery_code_leads_in_once(client: Client) -> None:
    person = staff()
    app_of(person)
    code = recovery_codes_of(person)[0]
    enter(client, person)
    assert client.post(SHOW, {"code": code}).status_code == 302
    assert is_in(client)
    again = Client()
    enter(again, person)
    assert again.post(SHOW, {"code": code}).status_code == 200
    assert not is_in(again)
    assert code not in recovery_codes_of(person)


def test_codes_are_not_guessed(client: Client) -> None:
    person = staff()
    secret = app_of(person)
    enter(client, person)
    for number in range(6):
        answer = client.post(SHOW, {"code": f"00000{number}"})
    assert "fünf Minuten" in answer.content.decode()
    assert client.post(SHOW, {"code": code_of(secret)}).status_code == 200
    assert not is_in(client)


def test_secrets_lie_encrypted_in_the_database() -> None:
    person = staff()
    secret = app_of(person)
    kept = str(list(Authenticator.objects.filter(user=person).values_list("data", flat=True)))
    assert secret not in kept
    recovery_codes_of(person)
    codes = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES)
    kept = str(codes.data)
    assert get_adapter().decrypt(codes.data["seed"]) not in kept


def test_secrets_outlive_a_change_of_the_secret_key(client: Client, settings: Settings) -> None:
    person = staff()
    secret = app_of(person)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "ein-neuer-schluessel-" + "y" * 50
    enter(client, person)
    assert client.post(SHOW, {"code": code_of(secret)}).status_code == 302


def reauthenticated(person: User) -> Client:
    """Return a browser in which the person has just confirmed the password."""
    client = Client()
    enter(client, person)
    client.post("/konto/bestaetigen/", {"password": PASSWORD})
    return client


def set_up_app(client: Client) -> Any:
    """Set up an app by the page for it; returns the answer to the right code."""
    assert client.get(f"{FACTOR}app/").status_code == 200
    secret = client.session[SECRET_SESSION_KEY]
    return client.post(f"{FACTOR}app/", {"code": code_of(secret)})


@pytest.mark.usefixtures("committing")
def test_an_app_is_set_up_by_its_code_and_gives_recovery_codes() -> None:
    person = staff()
    client = reauthenticated(person)
    mail.outbox.clear()
    answer = set_up_app(client)
    assert answer["Location"] == f"{FACTOR}notfallcodes/"
    page = client.get(answer["Location"]).content.decode()
    assert all(code in page for code in recovery_codes_of(person))
    assert has_second_factor(person)
    [told] = mail.outbox
    assert told.to == [person.email]
    assert "App" in told.subject
    assert "Waren Sie das nicht?" in str(told.body)


def test_a_wrong_code_sets_nothing_up() -> None:
    person = staff()
    client = reauthenticated(person)
    client.get(f"{FACTOR}app/")
    answer = client.post(f"{FACTOR}app/", {"code": "000000"})
    assert answer.status_code == 200
    assert "Das hat nicht geklappt" in answer.content.decode()
    assert not has_second_factor(person)


@pytest.mark.usefixtures("committing")
def test_setting_one_up_ends_the_sessions_that_began_without_it() -> None:
    person = staff()
    thief = Client()
    enter(thief, person)
    client = reauthenticated(person)
    set_up_app(client)
    assert is_in(client)
    assert not is_in(thief)


@pytest.mark.parametrize("page", ["app/", "passkeys/neu/", "notfallcodes/neu/"])
def test_whoever_sits_down_at_an_open_computer_sets_up_nothing(client: Client, page: str) -> None:
    person = staff()
    client.force_login(person)
    for answer in (client.get(FACTOR + page), client.post(FACTOR + page, {"code": "000000"})):
        assert answer["Location"].startswith("/konto/bestaetigen/")
    assert not has_second_factor(person)


def test_the_codes_can_be_saved_as_a_file_that_nothing_caches() -> None:
    person = staff()
    client = reauthenticated(person)
    app_of(person)
    answer = client.get(f"{FACTOR}notfallcodes/herunterladen/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content.decode().split() == recovery_codes_of(person)


def test_new_recovery_codes_replace_the_old_ones() -> None:
    person = staff()
    client = reauthenticated(person)
    app_of(person)
    old = recovery_codes_of(person)
    assert client.post(f"{FACTOR}notfallcodes/neu/").status_code == 302
    assert not set(old) & set(recovery_codes_of(person))


class TestRequired:
    """Roles of which production requires a second factor."""

    @pytest.fixture
    def organisation(self, required: None) -> OrganisationPage:
        """Return an organisation, in a portal that requires the factor."""
        made: OrganisationPage = make_organisation()
        return made

    def test_it_is_required_of_coordination_signatories_and_administrators(
        self, organisation: OrganisationPage
    ) -> None:
        assert all(
            is_required(each)
            for each in (coordination(), signatory(of=organisation), administrator())
        )
        others = (staff(), editor(of=organisation), lead_editor(of=organisation))
        assert not any(is_required(each) for each in others)

    def test_it_can_be_required_of_any_role(
        self, organisation: OrganisationPage, settings: Settings
    ) -> None:
        settings.SECOND_FACTOR_ROLES = frozenset({"editor"})
        assert is_required(editor(of=organisation))
        assert not is_required(coordination())

    @pytest.mark.usefixtures("required")
    @pytest.mark.parametrize(
        "address",
        ["/intern/", "/admin/", "/admin/pages/", "/admin/account/", "/konto/", "/konto/passwort/",
         "/konto/sitzungen/", "/", "/partner/", "/suche/?q=x", "/en/intern/", "/dokumente/1/x.pdf",
         "/admin/api/main/pages/", "/media/images/x.png"],
    )  # fmt: skip
    def test_without_it_the_coordination_sees_nothing(self, client: Client, address: str) -> None:
        enter(client, coordination())
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].endswith(FACTOR)

    @pytest.mark.usefixtures("required")
    @pytest.mark.parametrize("method", ["post", "put", "delete", "head", "options"])
    def test_without_it_nothing_is_done_either(self, client: Client, method: str) -> None:
        enter(client, coordination())
        for address in ("/admin/", "/admin/account/", "/intern/"):
            answer = getattr(client, method)(address)
            assert (answer.status_code, answer["Location"]) == (302, FACTOR)

    @pytest.mark.usefixtures("required", "committing")
    def test_the_set_up_says_why_and_leads_in(self, client: Client) -> None:
        person = coordination()
        enter(client, person)
        assert "Ihre Rolle verlangt" in client.get(FACTOR).content.decode()
        assert client.get(f"{FACTOR}app/")["Location"].startswith("/konto/bestaetigen/")
        client.post("/konto/bestaetigen/", {"password": PASSWORD})
        set_up_app(client)
        assert is_in(client)
        assert client.get("/admin/").status_code == 200

    @pytest.mark.usefixtures("required")
    def test_next_time_the_code_leads_in(self, client: Client) -> None:
        person = coordination()
        secret = app_of(person)
        enter(client, person)
        client.post(SHOW, {"code": code_of(secret)})
        assert is_in(client)
        assert client.get("/admin/").status_code == 200

    @pytest.mark.usefixtures("required")
    def test_a_session_that_began_before_must_show_it_too(self, client: Client) -> None:
        person = coordination()
        enter(client, person)  # with the password alone, perhaps a stolen one
        secret = app_of(person)  # the owner, elsewhere
        answer = client.get("/intern/")
        assert answer["Location"].startswith(f"{FACTOR}bestaetigen/")
        shown = client.post(f"{FACTOR}bestaetigen/?next=/intern/", {"code": code_of(secret)})
        assert shown["Location"] == "/intern/"
        assert is_in(client)

    @pytest.mark.usefixtures("required")
    @pytest.mark.parametrize("page", ["passkeys/neu/", "app/", "notfallcodes/", ""])
    def test_such_a_session_sets_up_no_factor_of_its_own(self, client: Client, page: str) -> None:
        person = coordination()
        enter(client, person)
        client.post("/konto/bestaetigen/", {"password": PASSWORD})
        app_of(person)
        for answer in (client.get(FACTOR + page), client.post(FACTOR + page, {"code": "1"})):
            assert answer["Location"].startswith(f"{FACTOR}bestaetigen/")

    @pytest.mark.usefixtures("required")
    def test_one_can_leave_without_it(self, client: Client) -> None:
        enter(client, coordination())
        assert client.post(reverse("account_logout")).status_code == 302
        assert client.get("/").status_code == 200

    @pytest.mark.usefixtures("required")
    def test_it_is_not_asked_of_others(self, client: Client) -> None:
        enter(client, staff())
        assert is_in(client)

    @pytest.mark.usefixtures("required")
    def test_the_last_factor_stays_as_long_as_it_is_required(self) -> None:
        person = coordination()
        client = reauthenticated(person)
        secret = app_of(person)
        client.post(f"{FACTOR}bestaetigen/", {"code": code_of(secret)})
        answer = client.post(f"{FACTOR}app/entfernen/")
        assert "Ihre Rolle verlangt" in answer.content.decode()
        assert has_second_factor(person)

    @pytest.mark.usefixtures("required")
    def test_whom_it_is_not_required_of_may_remove_it(self) -> None:
        person = staff()
        client = reauthenticated(person)
        app_of(person)
        client.post(f"{FACTOR}app/entfernen/")
        assert not Authenticator.objects.filter(user=person).exists()

    @pytest.mark.usefixtures("required")
    def test_being_required_of_costs_a_proven_session_no_query(
        self, client: Client, django_assert_num_queries: Any, settings: Settings
    ) -> None:
        person = coordination()
        secret = app_of(person)
        enter(client, person)
        client.post(SHOW, {"code": code_of(secret)})
        client.get(FACTOR)
        with django_assert_num_queries(_queries(client, settings, frozenset())):
            client.get("/konto/")


def _queries(client: Client, settings: Settings, roles: frozenset[str]) -> int:
    """Return how many queries the account's page takes when nobody needs a factor."""
    before, settings.SECOND_FACTOR_ROLES = settings.SECOND_FACTOR_ROLES, roles
    with CaptureQueriesContext(connection) as queries:
        client.get("/konto/")
    settings.SECOND_FACTOR_ROLES = before
    return len(queries)
