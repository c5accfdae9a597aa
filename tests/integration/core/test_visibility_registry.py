"""Nothing is visible by accident: models without a policy, pages without a place."""

import pytest
from django.contrib.sessions.models import Session
from django.core.checks import run_checks
from django.db.models import Model
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, Site

from portal.accounts.models import User
from portal.core import checks
from portal.core.models import PortalSettings
from portal.core.visibility import OPEN, Viewer, may_see, policy_of, register, tokens_of, visible
from portal.home.models import HomePage, PlainPage
from tests.factories.people import account, administrator

VISITOR = Viewer()


def test_every_model_of_ours_says_who_may_see_it_and_every_page_where_it_stands() -> None:
    assert [m for m in run_checks() if str(m.id).startswith("portal.")] == []
    assert {User, PortalSettings, HomePage, PlainPage} <= set(checks.our_models())


def found(monkeypatch: pytest.MonkeyPatch, model: type[Model]) -> list[str | None]:
    """Return the ids of what the checks say about a model, were it ours."""
    monkeypatch.setattr(checks, "our_models", lambda: iter([model]))
    all_of_them = (
        checks.models_have_a_visibility_policy,
        checks.page_types_name_their_place,
        checks.page_forms_ask_what_may_be_chosen,
    )
    return [message.id for check in all_of_them for message in check(None)]


def test_a_model_without_a_policy_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, Session) == ["portal.E001"]
    assert found(monkeypatch, PortalSettings) == []


def test_a_page_type_without_a_place_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(monkeypatch, Page) == ["portal.E002", "portal.E003"]
    assert found(monkeypatch, PlainPage) == []


def test_a_page_type_whose_form_does_not_ask_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PlainPage, "base_form_class", WagtailAdminPageForm)
    assert found(monkeypatch, PlainPage) == ["portal.E003"]


def test_a_model_without_a_policy_cannot_be_listed_or_shown() -> None:
    with pytest.raises(LookupError, match=r"sessions\.Session"):
        visible(Session.objects.all(), VISITOR)
    with pytest.raises(LookupError, match=r"sessions\.Session"):
        tokens_of(Session())


def test_a_policy_is_given_once() -> None:
    with pytest.raises(ValueError, match="already"):
        register(PortalSettings, OPEN)


def test_a_policy_holds_for_subclasses() -> None:
    assert policy_of(PlainPage) is policy_of(Page)
    assert policy_of(Site) is None


@pytest.mark.django_db
def test_accounts_are_shown_to_nobody() -> None:
    person = account()
    boss = Viewer(user=administrator())
    assert not visible(User.objects.all(), boss).exists()
    assert not may_see(person, boss)


@pytest.mark.django_db
def test_what_is_open_is_open_to_visitors() -> None:
    assert visible(PortalSettings.objects.all(), VISITOR).count() == 1
    assert may_see(PortalSettings.objects.get(), VISITOR)
