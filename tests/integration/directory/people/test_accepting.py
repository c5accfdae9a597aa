"""Whoever reads the mail to an address accepts its invitation once; nobody else ever does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.enums import Role
from directory.models import Invitation, Membership, OrganisationLogEntry, OrganisationPage
from directory.people.actions import Newcomer, accept_invitation, invitations, invite
from directory.people.refusals import AccountExists, InvitationGone
from portal.accounts.models import User
from portal.core.models import PortalSettings
from tests.factories.people import account, coordination, editor, staff
from tests.integration.directory.people.conftest import (
    GOOD,
    link_in_mail,
    logged_in,
    newcomer,
    token_of,
)

pytestmark = pytest.mark.django_db
EMAIL = "neu@example.org"
GONE = "Dieser Link gilt nicht"


@pytest.fixture
def link(lead: Any, here: OrganisationPage, committed: Callable[[], Any]) -> str:
    """The address in the mail to somebody without an account, invited as editor and signatory."""
    with committed():
        invite(lead, here, EMAIL, [Role.EDITOR, Role.SIGNATORY])
    return link_in_mail()


def invited(person: User, lead: Any, here: OrganisationPage, committed: Any) -> str:
    with committed():
        invite(lead, here, person.email, [Role.EDITOR])
    return link_in_mail()


def test_looking_shows_everything_and_changes_nothing(client: Client, link: str) -> None:
    before = Invitation.objects.values().get()
    for _scanner in range(3):
        answer = client.get(link)
        client.head(link)
    text = answer.content.decode()
    for shown in ("Beispielverein Hier", "Redaktion, Zeichnungsberechtigt", EMAIL):
        assert shown in text
    assert Invitation.objects.values().get() == before
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_newcomer_gets_an_account_with_the_roles_and_logs_in(
    client: Client, link: str, here: OrganisationPage
) -> None:
    answer = client.post(link, newcomer(), follow=True)
    assert "Ihr Konto ist da" in answer.content.decode()
    person = User.objects.get(email=EMAIL)
    assert str(person) == "Beispiel Neu"
    assert set(person.memberships.values_list("organisation", "role")) == {
        (here.pk, "editor"),
        (here.pk, "signatory"),
    }
    assert person.has_perm("wagtailadmin.access_admin")
    assert "_auth_user_id" not in client.session
    done = client.post("/konto/anmelden/", {"login": EMAIL, "password": GOOD})
    assert done.status_code == 302
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_accepting_is_logged(client: Client, link: str, here: OrganisationPage) -> None:
    client.post(link, newcomer())
    entry = OrganisationLogEntry.objects.get(action="portal.people.accept")
    person = User.objects.get(email=EMAIL)
    assert (entry.organisation_id, entry.user_id) == (here.pk, person.pk)


def test_the_address_cannot_be_chosen(client: Client, link: str) -> None:
    client.post(link, newcomer() | {"email": "anders@example.org", "is_superuser": "on"})
    person = User.objects.get(email=EMAIL)
    assert not person.is_superuser
    assert not User.objects.filter(email="anders@example.org").exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"first_name": ""}, "Schreiben Sie Ihren Vornamen."),
        ({"last_name": "  "}, "Schreiben Sie Ihren Nachnamen."),
        ({"first_name": "A\nBcc: x"}, "Schreiben Sie den Namen in eine Zeile."),
        ({"first_name": "A\0B"}, "Null"),
        ({"last_name": "x" * 151}, "150"),
        ({"password1": "", "password2": ""}, "Wählen Sie ein Passwort."),
        ({"password2": "anders-anders-anders"}, "Die beiden Passwörter sind nicht gleich."),
        ({"password1": "kurz", "password2": "kurz"}, "mindestens 12 Zeichen"),
        ({"password1": "beispiel-neu", "password2": "beispiel-neu"}, "ähnlich"),
        ({"password1": "password1234", "password2": "password1234"}, "zu üblich"),
        ({"password1": "x" * 1001, "password2": "x" * 1001}, "1000"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field_and_the_rest_is_kept(
    client: Client, link: str, changed: dict[str, str], sentence: str
) -> None:
    answer = client.post(link, newcomer(**changed))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in text
    if "last_name" not in changed:
        assert 'value="Neu"' in text
    assert GOOD not in text
    assert Invitation.objects.get().is_open
    assert not User.objects.filter(email=EMAIL).exists()


def test_after_a_mistake_the_same_link_still_works(client: Client, link: str) -> None:
    client.post(link, newcomer(password2="verschrieben"))
    client.post(link, newcomer())
    assert User.objects.filter(email=EMAIL).exists()


def _revoked() -> None:
    Invitation.objects.update(revoked_at=timezone.now())


def _expired() -> None:
    Invitation.objects.update(expires_at=timezone.now())


def _archived() -> None:
    OrganisationPage.objects.update(archived_on=timezone.localdate())


@pytest.mark.parametrize("how", [_revoked, _expired, _archived])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_over_answers_like_what_never_was(
    client: Client, link: str, how: Callable[[], None], method: str
) -> None:
    how()
    over = getattr(client, method)(link, newcomer())
    never = getattr(client, method)(f"/konto/einladung/{'A' * 43}/", newcomer())
    assert (over.status_code, never.status_code) == (404, 404)
    assert GONE in over.content.decode()
    assert _body(over) == _body(never)
    assert not User.objects.filter(email=EMAIL).exists()


def _body(answer: Any) -> str:
    """Return what a page says, without the address it says it at."""
    lines = answer.content.decode().splitlines()
    return "\n".join(line for line in lines if "/konto/einladung/" not in line)


def test_a_used_link_is_dead(client: Client, link: str) -> None:
    client.post(link, newcomer())
    again = Client()
    assert again.get(link).status_code == 404
    assert again.post(link, newcomer(password1="neues-passwort-12")).status_code == 404
    assert User.objects.get(email=EMAIL).check_password(GOOD)


@pytest.mark.parametrize(
    "token",
    ["x", "A" * 43, "A" * 5000, "%00", "..%2f..", "ä", "' OR '1'='1", "<script>", "%F0%9F%98%80"],
)
def test_a_forged_link_gives_nothing_away(client: Client, link: str, token: str) -> None:
    for method in ("get", "post"):
        answer = getattr(client, method)(f"/konto/einladung/{token}/", newcomer())
        assert answer.status_code in {400, 404}
        assert "Beispielverein Hier" not in answer.content.decode()
        assert EMAIL not in answer.content.decode()


def test_the_hash_in_the_database_opens_nothing(client: Client, link: str) -> None:
    stored = Invitation.objects.get().token_sha256
    assert client.get(f"/konto/einladung/{stored}/").status_code == 404


def test_the_page_of_a_dead_link_says_whom_to_ask(client: Client) -> None:
    settings = PortalSettings.load()
    settings.coordination_name, settings.coordination_phone = "Beispielstelle", "030 23125 500"
    settings.save()
    text = client.get(f"/konto/einladung/{'A' * 43}/").content.decode()
    assert "Beispielstelle" in text
    assert "030 23125 500" in text


def test_the_secret_in_the_address_stays_in_the_house(client: Client, link: str) -> None:
    for address in (link, f"/konto/einladung/{'A' * 43}/"):
        answer = client.get(address)
        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["Cache-Control"] == "private, no-store"
        assert "noindex" in answer["X-Robots-Tag"]


def test_the_page_speaks_english_too(client: Client, link: str) -> None:
    assert client.get(f"/en{link}").status_code == 200


def test_an_account_accepts_when_logged_in_as_the_invited_address(
    lead: Any, here: OrganisationPage, there: OrganisationPage, committed: Callable[[], Any]
) -> None:
    person = editor(of=there)
    link = invited(person, lead, here, committed)
    text = Client().get(link).content.decode()
    assert "schon ein Konto" in text
    assert f"next=%2F{link.strip('/').replace('/', '%2F')}%2F" in text
    browser = logged_in(person)
    assert "Einladung annehmen" in browser.get(link).content.decode()
    welcome = browser.post(link, follow=True).content.decode()
    assert "Willkommen bei Beispielverein Hier" in welcome
    assert set(person.memberships.values_list("organisation", flat=True)) == {here.pk, there.pk}


def test_the_account_leads_back_to_the_invitation_after_the_log_in(
    lead: Any, here: OrganisationPage, committed: Callable[[], Any], client: Client
) -> None:
    person = account()
    link = invited(person, lead, here, committed)
    typed = {"login": person.email, "password": "a-password-for-tests-only", "next": link}
    answer = client.post("/konto/anmelden/", typed)
    assert answer["Location"] == link


def test_somebody_else_who_is_logged_in_accepts_nothing(link: str, here: OrganisationPage) -> None:
    other = staff(of=here)
    browser = logged_in(other)
    text = browser.get(link).content.decode()
    assert f"Sie sind als {other.email} angemeldet" in text
    assert "Sie sind als" in browser.post(link, newcomer()).content.decode()
    assert Invitation.objects.get().is_open
    assert set(other.memberships.values_list("role", flat=True)) == {"staff"}


def test_a_newcomer_with_an_account_has_to_log_in(
    lead: Any, here: OrganisationPage, committed: Callable[[], Any], client: Client
) -> None:
    person = account()
    link = invited(person, lead, here, committed)
    text = client.post(link, newcomer()).content.decode()
    assert "schon ein Konto" in text
    person.refresh_from_db()
    assert person.check_password("a-password-for-tests-only")
    with pytest.raises(AccountExists):
        accept_invitation(token_of(link), by=Newcomer("A", "B", GOOD))
    assert Invitation.objects.get().is_open


def test_of_two_at_once_only_one_accepts(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    look = invitations.open_invitation

    def look_and_be_overtaken(token: str) -> Invitation:
        found = look(token)
        Invitation.objects.update(accepted_at=timezone.now())
        return found

    monkeypatch.setattr(invitations, "open_invitation", look_and_be_overtaken)
    with pytest.raises(InvitationGone):
        accept_invitation(token_of(link), by=Newcomer("Langsamer", "Beispiel", GOOD))
    assert not User.objects.filter(email=EMAIL).exists()


def test_an_account_made_in_between_is_not_taken_over(
    link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "has_account", lambda _email: False)
    User.objects.create_user(EMAIL, "das-passwort-der-ersten")
    with pytest.raises(AccountExists):
        accept_invitation(token_of(link), by=Newcomer("Zweite", "Beispiel", GOOD))
    assert User.objects.get(email=EMAIL).check_password("das-passwort-der-ersten")
    assert Invitation.objects.get().is_open


def test_accepting_does_not_shorten_a_role_that_is_there(
    lead: Any, here: OrganisationPage, committed: Callable[[], Any]
) -> None:
    person = account()
    soon = timezone.localdate() + timedelta(days=3)
    with committed():
        invite(lead, here, person.email, [Role.EDITOR], soon)
    Membership.objects.create(user=person, organisation=here, role=Role.EDITOR)
    accept_invitation(token_of(link_in_mail()), by=person)
    assert person.memberships.get().until is None


def test_a_limited_invitation_gives_limited_roles(
    lead: Any, here: OrganisationPage, committed: Callable[[], Any]
) -> None:
    soon = timezone.localdate() + timedelta(days=3)
    with committed():
        invite(lead, here, EMAIL, [Role.EDITOR], soon)
    accept_invitation(token_of(link_in_mail()), by=Newcomer("A", "B", GOOD))
    assert Membership.objects.get(user__email=EMAIL).until == soon


def test_an_invitation_into_the_coordination_gives_its_role(
    committed: Callable[[], Any], client: Client
) -> None:
    with committed():
        invite(coordination(), None, EMAIL, [Role.COORDINATION])
    assert "Koordination des Netzwerks" in client.get(link_in_mail()).content.decode()
    client.post(link_in_mail(), newcomer())
    held = Membership.objects.get(user__email=EMAIL)
    assert (held.organisation, held.role) == (None, "coordination")
    assert held.user.groups.filter(name="Koordination").exists()


def test_forged_requests_are_refused(link: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link, newcomer()).status_code == 403
    assert Invitation.objects.get().is_open


def test_a_machine_that_tries_on_and_on_is_stopped(
    client: Client, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.core.throttle.is_allowed", lambda *_args, **_limits: False)
    assert client.post(link, newcomer()).status_code == 429
    assert client.get(link).status_code == 200
    assert not User.objects.filter(email=EMAIL).exists()
