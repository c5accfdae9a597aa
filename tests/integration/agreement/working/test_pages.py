"""What the network reads of the working text, and who may not."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from agreement.models import (
    AnnexPage,
    GeneralSectionPage,
    IntegrationManagementSectionPage,
    InterfaceSectionPage,
    SectionPage,
    WorkingTextPage,
)
from tests.factories import agreement as make
from tests.factories import people
from tests.factories.directory import municipality, organisation, service_named
from tests.integration.agreement.working.editing import Editor, reloaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(coordination: Client) -> Client:
    client = Client()
    client.force_login(people.staff())
    return client


def _read(client: Client, page: Any) -> str:
    answer = client.get(page.url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_contents_number_sections_and_clauses_and_count_annexes_apart(staff: Client) -> None:
    text = make.working_text(parties=[organisation(title="Beispielverein")])
    make.section(make.clause(heading="Ziel"), of=text, title="Ziele")
    make.section(of=text, title="Übergabebogen", kind=AnnexPage)
    make.section(make.clause(), make.clause(heading="Alter"), of=text, title="Zielgruppe")

    html = _read(staff, text)

    assert "Arbeitsfassung – gilt nicht" in html
    assert "§ 1 Ziele" in html
    assert "§ 1 Abs. 1 Ziel" in html
    assert "Anlage 1 Übergabebogen" in html
    assert "§ 2 Abs. 2 Alter" in html
    assert "Beispielverein – Träger (Vorstand)" in html


def test_a_section_shows_its_clauses_with_rules_in_words(staff: Client) -> None:
    clause = make.clause(
        make.rule(age_from=12, age_to=26, statuses=["duldung"]),
        heading="Wer zum JMD gehört",
        plain="Junge Menschen gehen zum JMD.",
    )
    page = make.section(clause)

    html = _read(staff, page)

    assert "Arbeitsfassung – gilt nicht" in html
    assert "Wer 12 bis 26 Jahre alt ist und eine Duldung hat: zuständig ist der JMD." in html
    assert f'id="k-{clause["id"]}"' in html
    assert "Junge Menschen gehen zum JMD." in html


def test_a_link_to_a_clause_shows_its_number_of_today(staff: Client) -> None:
    text = make.working_text()
    goal = make.clause()
    make.section(make.clause(), goal, of=text, slug="ziele")
    page = make.section(make.clause(text=f"<p>Nach {make.link(goal)} gilt:</p>"), of=text)

    html = _read(staff, page)

    assert f'<a href="/intern/arbeitsfassung/ziele/#k-{goal["id"]}">§ 1 Abs. 2</a>' in html


def test_a_link_that_leads_nowhere_says_so(staff: Client) -> None:
    page = make.section(make.clause(text=f"<p>Nach {make.link(make.clause())}.</p>"))

    assert "(Verweis ins Leere)" in _read(staff, page)


def test_the_own_fields_of_a_section_are_shown_in_words(staff: Client) -> None:
    municipality("08215009")
    provider = organisation(title="Stadt Beispiel")
    page = make.section(
        kind=IntegrationManagementSectionPage,
        service=service_named("im"),
        kinds_of_accommodation=["au"],
        providers=[
            (
                "provider",
                {
                    "organisation": str(provider.uuid),
                    "municipalities": ["08215009"],
                    "valid_from": None,
                    "valid_until": None,
                },
            )
        ],
        period="Bis zu drei Jahre.",
    )

    html = _read(staff, page)

    assert "Stadt Beispiel: Gemeinde 08215009" in html
    assert "Anschlussunterbringung" in html
    assert "Bis zu drei Jahre." in html


def test_a_hand_over_shows_its_steps(staff: Client) -> None:
    step = {"who": "Abgebende Stelle", "what": "ruft an", "by_when": "vier Wochen vorher"}
    page = make.section(
        kind=InterfaceSectionPage,
        from_service=service_named("jmd"),
        to_service=service_named("mbe"),
        occasions=[("point", "27. Geburtstag")],
        steps=[("step", step)],
    )

    html = _read(staff, page)

    assert "27. Geburtstag" in html
    assert "Abgebende Stelle: ruft an (vier Wochen vorher)" in html


def test_what_is_not_published_is_not_read(staff: Client, coordination: Client) -> None:
    page = make.section(make.clause(heading="Veröffentlicht"))
    Editor(coordination, page).save([make.clause(heading="Entwurf")])

    html = _read(staff, page)

    assert "Veröffentlicht" in html
    assert "Entwurf" not in html


@pytest.mark.parametrize("path", ["/intern/arbeitsfassung/", "/intern/arbeitsfassung/ziele/"])
def test_a_visitor_is_led_to_the_log_in(coordination: Client, path: str) -> None:
    make.section(make.clause(), slug="ziele")

    answer = Client().get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/konto/anmelden/")


def test_queries_do_not_grow_with_sections_and_clauses(
    staff: Client, django_assert_max_num_queries: Any
) -> None:
    text = make.working_text()
    for _ in range(6):
        make.section(*(make.clause(make.rule()) for _ in range(4)), of=text)
    page = reloaded(SectionPage.objects.first())
    _read(staff, text)

    with django_assert_max_num_queries(25):
        _read(staff, text)
    with django_assert_max_num_queries(30):
        _read(staff, page)


def test_a_working_text_exists_once(coordination: Client) -> None:
    text = make.working_text()
    english = Locale.objects.get(language_code="en")

    with pytest.raises(PermissionDenied):
        make.working_text(of=text.agreement, slug="zweite")
    with pytest.raises(PermissionDenied):
        text.copy(recursive=True, update_attrs={"slug": "kopie"})
    with pytest.raises(PermissionDenied):
        text.copy_for_translation(english, copy_parents=True)


def test_an_alias_of_a_section_is_refused_in_the_admin(coordination: Client) -> None:
    page = make.section()
    parent = page.get_parent()

    answer = coordination.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Alias",
            "new_slug": "alias",
            "new_parent_page": str(parent.pk),
            "alias": "on",
        },
    )

    assert answer.status_code in {302, 403}
    assert parent.get_children().count() == 1
    with pytest.raises(PermissionDenied):
        page.create_alias(update_slug="alias")


def test_a_section_has_no_schedule(coordination: Client) -> None:
    page = make.section()
    page.expire_at = timezone.now()

    with pytest.raises(ValidationError, match="zeitgesteuert"):
        page.save()
    html = coordination.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'name="go_live_at"' not in html
    assert 'name="expire_at"' not in html


def test_sections_stand_below_a_working_text_and_nowhere_else(coordination: Client) -> None:
    text = make.working_text()

    types = WorkingTextPage.allowed_subpage_models()

    assert SectionPage not in types
    assert len(types) == 6
    for page_type in types:
        assert page_type.allowed_parent_page_models() == [WorkingTextPage]
        assert page_type.can_create_at(text)
        assert not page_type.can_create_at(text.get_parent())


def test_every_type_of_section_opens_in_the_editor(coordination: Client) -> None:
    text = make.working_text()
    for page_type in WorkingTextPage.allowed_subpage_models():
        meta: type[Model] = page_type
        names = (meta._meta.app_label, meta._meta.model_name)
        new = coordination.get(reverse("wagtailadmin_pages:add", args=[*names, text.pk]))
        assert new.status_code == 200
        services = {
            name: service_named("jmd")
            for name in ("service", "from_service", "to_service")
            if hasattr(page_type, name)
        }
        page = make.section(make.clause(make.rule()), of=text, kind=page_type, **services)
        old = coordination.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert old.status_code == 200


def test_the_editor_shows_numbers_and_rules_in_words(coordination: Client) -> None:
    page = make.section(make.clause(make.rule(age_to=26), heading="Alter"))

    html = coordination.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "<strong>§ 1 Abs. 1</strong> Alter" in html
    assert "Wer höchstens 26 Jahre alt ist: zuständig ist der JMD." in html


def test_a_section_of_more_than_thirty_clauses_is_warned_about(coordination: Client) -> None:
    long = make.section(*(make.clause() for _ in range(31)))
    short = make.section(*(make.clause() for _ in range(30)), of=WorkingTextPage.objects.get())
    address = "wagtailadmin_pages:edit"

    assert "hat 31 Klauseln" in coordination.get(reverse(address, args=[long.pk])).content.decode()
    assert (
        "Klauseln. Ab" not in coordination.get(reverse(address, args=[short.pk])).content.decode()
    )


def test_an_incomplete_rule_of_a_draft_does_not_break_its_page(coordination: Client) -> None:
    page = make.section(kind=GeneralSectionPage)
    Editor(coordination, page).save([make.clause(make.rule(service=""))])

    html = coordination.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "Diese Regel ist noch unvollständig." in html


def test_the_history_compares_revisions(coordination: Client) -> None:
    page = make.section(make.clause(make.rule(), heading="Alt"))
    Editor(coordination, page).save([make.clause(heading="Neu")])
    first, second = reloaded(page).revisions.order_by("pk").values_list("pk", flat=True)[:2]

    answer = coordination.get(
        reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first, second])
    )

    assert answer.status_code == 200
    assert "Neu" in answer.content.decode()
