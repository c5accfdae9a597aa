"""When a commencement is decided, everybody hears of it, and touched organisations hear what."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from agreement.actions import CommencementRefused, commence, seal_legacy
from agreement.impact_page.notices import VERSIONS, may_read
from agreement.models import AgreementVersion, WorkingTextPage
from directory.enums import Role
from directory.models import Membership, OrganisationPage
from portal.accounts.models import Notification, User
from portal.accounts.notifications import choose_kinds, kinds
from tests.factories import agreement as texts
from tests.factories import people
from tests.integration.agreement.coverage.reading import browser_of, words
from tests.integration.agreement.impact.conftest import FORST, change_rules, provider

pytestmark = pytest.mark.django_db

SOON = timezone.localdate() + timedelta(days=30)


def decided(text: WorkingTextPage, coordination: Any, on: date = SOON) -> AgreementVersion:
    """Seal a text and decide when it takes effect; nothing else waits then."""
    version = texts.signed(texts.sealed(text, coordination))
    Notification.objects.all().delete()
    commence(version, on, coordination)
    return version


def told(person: User) -> list[Notification]:
    return list(Notification.objects.filter(recipient=person, kind=VERSIONS))


def test_a_touched_organisation_hears_in_words_what_it_gives_up_and_takes_over(
    rewritten: WorkingTextPage, coordination: Any, jmd: OrganisationPage, mbe: OrganisationPage
) -> None:
    loses, gains = people.staff(of=jmd), people.editor(of=mbe)
    decided(rewritten, coordination)
    (lost,), (gained,) = told(loses), told(gains)
    begins = f"Fassung 2 der Vereinbarung tritt am {date_format(SOON)} in Kraft."
    assert begins in lost.text
    assert "Für Beispielwerk Jugend ändert sich: " in lost.text
    assert "(JMD) gibt ab: 21 bis 26 Jahre mit Duldung" in lost.text
    assert "Für Beispielwerk Beratung ändert sich: MBE übernimmt: 21 bis 26" in gained.text


def test_the_mail_leads_to_what_changes_for_the_organisation(
    rewritten: WorkingTextPage, coordination: Any, jmd: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    decided(rewritten, coordination)
    (notice,) = told(person)
    assert notice.path == (
        f"/intern/abdeckung/auswirkung/1/2/?vereinbarung=vereinbarung"
        f"&tag={SOON.isoformat()}&organisation={jmd.uuid}"
    )
    shown = words(browser_of(person).get(notice.path))
    assert "Was sich für Beispielwerk Jugend ändert" in shown
    assert "21 bis 26 Jahre mit Duldung gibt ab" in shown


def test_everybody_else_hears_that_it_takes_effect_and_no_more(
    rewritten: WorkingTextPage, coordination: Any, other: OrganisationPage
) -> None:
    person, colleague = people.staff(of=other), people.coordination()
    decided(rewritten, coordination)
    for reader in (person, colleague):
        (notice,) = told(reader)
        assert notice.text.endswith(f"Fassung 2 tritt am {date_format(SOON)} in Kraft.")
        assert notice.path == "/intern/abdeckung/auswirkung/1/2/?vereinbarung=vereinbarung"


def test_who_decided_it_and_who_has_left_are_not_told(
    rewritten: WorkingTextPage, coordination: Any, jmd: OrganisationPage
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    gone = people.member(of=jmd, role=Role.STAFF, until=yesterday)
    closed = people.staff(of=jmd)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    decided(rewritten, coordination)
    assert [told(person) for person in (coordination, gone, closed)] == [[], [], []]


def test_a_person_of_two_organisations_hears_of_both(
    rewritten: WorkingTextPage, coordination: Any, jmd: OrganisationPage, mbe: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    Membership.objects.create(user=person, organisation=mbe, role=Role.STAFF)
    decided(rewritten, coordination)
    assert len(told(person)) == 2


def test_another_provider_of_the_same_service_is_told_too(
    in_force: AgreementVersion,
    text: WorkingTextPage,
    coordination: Any,
    jmd: OrganisationPage,
    other: OrganisationPage,
) -> None:
    young = text.sections()[0]
    kind, value = provider(other, FORST)
    young.providers = [*young.providers.raw_data, {"type": kind, "value": value}]
    young.save_revision().publish()
    leaving, coming = people.staff(of=jmd), people.staff(of=other)
    decided(text, coordination)
    assert "bietet Jugendmigrationsdienst (JMD) nicht mehr an in Forst" in told(leaving)[0].text
    assert "bietet künftig Jugendmigrationsdienst (JMD) an in Forst" in told(coming)[0].text


def test_of_many_changes_the_mail_tells_the_largest(
    rewritten: WorkingTextPage, coordination: Any, mbe: OrganisationPage
) -> None:
    grown_up = rewritten.sections()[1]
    statuses = ["duldung", "eu", "s24", "ne", "deutsch", "unklar", "fiktion", "spaet"]
    change_rules(
        grown_up,
        texts.rule(service="mbe", age_from=27),
        *(
            texts.rule(service="mbe", age_from=age, age_to=age, statuses=statuses[: age + 1])
            for age in range(8)
        ),
    )
    person = people.staff(of=mbe)
    decided(rewritten, coordination)
    (notice,) = told(person)
    assert "MBE übernimmt: 7 Jahre" in notice.text
    assert "0 Jahre" not in notice.text
    assert re.search(r"; und \d weitere Änderungen\.$", notice.text)


def test_a_day_that_has_begun_is_told_as_such(
    rewritten: WorkingTextPage, coordination: Any, other: OrganisationPage
) -> None:
    person, today = people.staff(of=other), timezone.localdate()
    decided(rewritten, coordination, on=today)
    assert f"ist seit dem {date_format(today)} in Kraft" in told(person)[0].text


def test_of_the_first_version_everybody_hears_and_reads_its_text(
    text: WorkingTextPage, coordination: Any, jmd: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    decided(text, coordination)
    (notice,) = told(person)
    assert notice.text.endswith(f"Fassung 1 tritt am {date_format(SOON)} in Kraft.")
    assert notice.path == "/vereinbarung/fassungen/1/"


def test_nobody_is_told_of_a_text_signed_before_the_portal(
    text: WorkingTextPage, coordination: Any, jmd: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    version = seal_legacy(text, coordination)
    commence(version, date(2024, 1, 12), coordination)
    assert told(person) == []


def test_a_refused_commencement_tells_nobody(
    rewritten: WorkingTextPage, coordination: Any, jmd: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    decided(rewritten, coordination)
    Notification.objects.all().delete()
    with pytest.raises(CommencementRefused):
        commence(AgreementVersion.objects.get(number=2), SOON, coordination)
    assert told(person) == []


def test_these_mails_can_be_switched_off(
    rewritten: WorkingTextPage, coordination: Any, jmd: OrganisationPage
) -> None:
    person = people.staff(of=jmd)
    choose_kinds(person, set(kinds()) - {VERSIONS})
    decided(rewritten, coordination)
    assert told(person) == []


def test_who_has_left_the_network_by_the_time_of_the_mail_is_not_told(
    jmd: OrganisationPage,
) -> None:
    person = people.staff(of=jmd)
    assert may_read(person, "/intern/abdeckung/")
    Membership.objects.filter(user=person).delete()
    assert not may_read(User.objects.get(pk=person.pk), "/intern/abdeckung/")
