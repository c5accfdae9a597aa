"""The demo, loaded once for all tests of this module, as a visitor and its people find it."""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, Site

from agreement.consultation.synopsis_data import Synopsis
from agreement.enums import CommentKind, DispositionResult, EntryKind
from agreement.examples.collecting import Casebook
from agreement.examples.texts import DRAFTS
from agreement.models import (
    AgreementVersion,
    CheckpointMail,
    Consultation,
    LedgerEntry,
    WorkingTextPage,
)
from agreement.notes_of_drafts import notes_of_text
from agreement.reading import current_rules, text_of
from agreement.responsibility.facts import Ages, Case
from agreement.signing.state import signing_state
from agreement.snapshot_builder import build_snapshot
from directory.gazetteer import forget_places
from directory.models import Contact, Municipality, OfficePage, OrganisationPage
from directory.open_data.hsds.base import HsdsObject, TaxonomyTerm
from directory.open_data.hsds.services import FullServiceAtLocation, Organization
from directory.open_data.hsds.services import Service as HsdsService
from portal.accounts.models import Notification, User
from portal.api.hsds.pages import Page as ListPage
from portal.core.models import PortalSettings
from portal.operations.demo.accounts import ACCOUNTS, PASSWORD
from portal.operations.demo.agreement_text import clause_uid, versions
from portal.operations.demo.network import organisation_uuid
from tests.unit.operations.rules_of_the_demo import AGS, rules_of

TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo's files go, for all tests of this module."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def output(django_db_setup: None, django_db_blocker: DjangoDbBlocker, media: Path) -> Iterator[str]:
    """Load the demo once; everything is rolled back after the module. Gives what was printed."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=media):
            said = loaded()
        yield said
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()
    forget_places()


@pytest.fixture(autouse=True)
def demo(output: str, media: Path, uploads_of_its_own: None, db: None, settings: Any) -> None:
    """Let every test look at the demo; what it changes itself is rolled back."""
    settings.MEDIA_ROOT = media


def loaded() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def counts() -> tuple[int, ...]:
    models: tuple[Any, ...] = (Page, Contact, User, AgreementVersion, LedgerEntry)
    return tuple(model.objects.count() for model in models)


def test_loading_again_changes_nothing_and_names_the_accounts() -> None:
    before = counts()
    said = loaded()
    assert counts() == before
    assert "schon Inhalte" in said
    assert all(account.email in said for account in ACCOUNTS)


def test_an_older_demo_gets_the_accounts_that_came_since() -> None:
    email = ACCOUNTS[0].email
    User.objects.get(email=email).delete()
    loaded()
    assert User.objects.get(email=email).memberships.exists()


def test_content_that_is_no_example_gets_no_account_with_a_known_password() -> None:
    PortalSettings.objects.update(is_example=False)
    email = ACCOUNTS[0].email
    User.objects.get(email=email).delete()
    said = loaded()
    assert not User.objects.filter(email=email).exists()
    assert PASSWORD not in said


def test_the_first_loading_names_the_accounts_without_any_address_of_a_machine(
    output: str,
) -> None:
    assert PASSWORD in output
    assert all(account.role in output for account in ACCOUNTS)
    assert "://" not in output


def test_the_demo_is_refused_where_demo_accounts_are_not_allowed(settings: Any) -> None:
    settings.DEMO_ACCOUNTS = False
    with pytest.raises(CommandError, match="nicht erlaubt"):
        call_command("load_demo")


@pytest.mark.parametrize(("day", "number"), [(date(2024, 1, 12), 1), (date(2024, 12, 31), 1),
                                             (date(2025, 1, 1), 2), (TODAY, 2)])  # fmt: skip
def test_each_day_has_its_version(day: date, number: int) -> None:
    rules = current_rules(day)
    assert rules is not None
    assert rules.version_number == number


def test_nothing_is_in_force_before_the_first_version() -> None:
    assert current_rules(date(2024, 1, 11)) is None


def test_what_is_sealed_is_what_the_files_say() -> None:
    sealed = [text_of(v) for v in AgreementVersion.objects.order_by("number")]
    for snapshot, text in zip(sealed, versions(), strict=True):
        assert snapshot.is_legacy is text.is_legacy
        assert [s.number for s in snapshot.sections] == [s.number for s in text.sections]
        assert [c.number for _s, c in snapshot.clauses()] == [c.number for c in text.clauses()]
        assert list(snapshot.rules()) == rules_of(text)
        assert len(snapshot.parties) == len(text.parties)


def test_every_structured_field_of_every_section_is_filled() -> None:
    for snapshot in map(text_of, AgreementVersion.objects.all()):
        for section in snapshot.sections:
            assert [f.key for f in section.fields if not f.value] == [], section.title


def test_the_working_text_says_what_is_in_force() -> None:
    newest = AgreementVersion.objects.order_by("number").last()
    assert newest is not None
    working_text = WorkingTextPage.objects.get()
    built = build_snapshot(working_text, newest.previous)
    assert built == text_of(newest)


def test_a_town_with_its_own_integration_management_is_sent_to_its_own_office() -> None:
    rules = current_rules(TODAY)
    assert rules is not None
    assert rules.providers("im", AGS["Waghäusel"]) == {organisation_uuid("waghaeusel")}
    assert rules.providers("im", AGS["Bruchsal"]) == {organisation_uuid("landkreis")}
    office = OfficePage.objects.offering("im", AGS["Waghäusel"], TODAY).first()
    assert office is not None
    assert office.organisation.slug == "waghaeusel"


def test_every_town_has_an_office_of_the_provider_for_every_service() -> None:
    rules = current_rules(TODAY)
    assert rules is not None
    for town in Municipality.objects.all():
        for service in ("mbe", "jmd", "im", "fsa", "svb"):
            providers = rules.providers(service, town.ags)
            offices = OfficePage.objects.offering(service, town.ags, TODAY)
            serving = {str(office.organisation.uuid) for office in offices}
            assert serving & providers if providers else serving, (service, town.name)


def test_the_rules_in_force_answer_with_a_clause_that_can_be_named() -> None:
    rules = current_rules(TODAY)
    assert rules is not None
    case = Case(ages=Ages(20, 20), status="ae_schutz", accommodation="privat", topic="arbeit")
    found = rules.book.route(case).answer
    assert found is not None
    assert [one.service for one in found.leads] == ["jmd"]
    assert rules.clause(found.leads[0].clauses[0]).heading.startswith("Zuständigkeit des Jugend")


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.email)
def test_every_account_lets_its_person_in(account: Any) -> None:
    user = authenticate(email=account.email, password=PASSWORD)
    assert user is not None
    assert user.is_superuser is account.is_administrator


def test_an_editor_of_the_demo_may_edit_the_own_organisation_only() -> None:
    editor = User.objects.get(email="redaktion-ib@example.org")
    may_edit = {
        organisation.slug
        for organisation in OrganisationPage.objects.all()
        if organisation.permissions_for_user(editor).can_edit()
    }
    assert may_edit == {"ib"}


def test_the_portal_says_that_its_content_is_an_example() -> None:
    assert PortalSettings.load().is_example
    assert "(Beispiel)" in PortalSettings.load().coordination_name


@pytest.mark.parametrize(
    "address",
    ["/", "/en/", "/impressum/", "/datenschutz/", "/barrierefreiheit/", "/partner/",
     "/partner/ib/", "/partner/ib/jugendmigrationsdienst-bruchsal/", "/vereinbarung/",
     "/vereinbarung/integrationsmanagement/", "/vereinbarung/fassungen/1/",
     f"/vereinbarung/k/{clause_uid('jmd-zustaendig')}/"],
)  # fmt: skip
def test_a_visitor_can_read_every_kind_of_page_and_sees_that_it_is_an_example(
    client: Client, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    notice = "Example:" if address.startswith("/en/") else "Beispiel:"
    assert notice in answer.content.decode()


def test_visitors_do_not_get_into_the_working_text(client: Client) -> None:
    assert client.get("/intern/arbeitsfassung/").status_code in (302, 403)


def test_the_english_home_page_is_in_english(client: Client) -> None:
    assert "advice centre" in client.get("/en/").content.decode()


def test_the_agreed_example_cases_come_out_as_agreed_in_force_and_in_the_drafts() -> None:
    book = Casebook.of_slug("")
    in_force = next(choice.key for choice in book.choices if choice.is_in_force)

    for key in (in_force, DRAFTS):
        report = book.report(key, book.cases())
        assert (report.green_count, len(report.agreed), len(report.proposed)) == (12, 12, 1)
    assert all(case.title.startswith("Beispiel: ") for case in book.cases())


def test_every_clause_of_the_drafts_says_what_its_rules_say() -> None:
    assert notes_of_text(WorkingTextPage.objects.get()) == []


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("organizations?full_service=true", Organization),
        ("services?full=true", HsdsService),
        ("service_at_locations?full=true", FullServiceAtLocation),
        ("taxonomy_terms", TaxonomyTerm),
    ],
)
def test_the_whole_demo_directory_passes_the_strict_models_of_hsds(
    client: Client, path: str, model: type[HsdsObject]
) -> None:
    forget_places()
    text = client.get(f"/api/hsds/{path}").content
    page = ListPage[model].model_validate_json(text)  # type: ignore[valid-type]
    assert page.last_page
    assert page.size == page.total_items >= 10
    assert path.startswith("taxonomy") or text.count(b"Beispiel: Diese Angaben") >= 10


def test_every_partner_but_one_has_signed_the_newest_version() -> None:
    newest = AgreementVersion.objects.get(number=3)
    (missing,) = signing_state(newest).missing
    assert "Caritas" in missing.name
    assert not newest.entries.filter(kind=EntryKind.COMMENCEMENT).exists()


def test_the_version_in_force_is_signed_by_all() -> None:
    in_force = AgreementVersion.objects.in_force_on(timezone.localdate()).get()
    assert in_force.number == 2
    assert signing_state(in_force).is_complete


def test_the_demo_leaves_nobody_a_mail() -> None:
    assert not Notification.objects.waiting().exists()
    assert not CheckpointMail.objects.exists()


def test_the_consultation_on_version_three_is_over_and_every_comment_has_its_reason() -> None:
    consultation = Consultation.objects.get()
    assert consultation.ended_at is not None
    assert consultation.process.version is not None
    assert consultation.process.version.number == 3
    comments = list(consultation.comments.select_related("disposition"))
    assert len({comment.organisation for comment in comments}) == 3
    assert {comment.kind for comment in comments} == set(CommentKind)
    assert {comment.disposition.result for comment in comments} == set(DispositionResult)
    told = [text for each in comments for text in (each.text, each.disposition.reason)]
    told += consultation.invitations.exclude(released_at=None).values_list("answer", flat=True)
    assert len(told) == len(comments) * 2 + 3
    assert all(text.startswith("Beispiel: ") for text in told)


def test_the_synopsis_of_the_demo_shows_what_the_comments_changed() -> None:
    consultation = Consultation.objects.get()
    rows = Synopsis(consultation, User.objects.get(email="koordination@example.org")).rows()
    changed = [row.uid for row in rows if row.outcome and not row.outcome.is_same]
    assert changed == [clause_uid("videoberatung"), clause_uid("uebergabe-27-ablauf")]
    entries = [entry for row in rows for entry in row.entries]
    assert not [entry for entry in entries if entry.quote_is_gone]
    assert sum(bool(entry.proposal) for entry in entries) == 2
