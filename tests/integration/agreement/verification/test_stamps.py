"""Time stamps in the database are checked, signature and all."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from agreement.evidence.timestamps import request_missing
from agreement.models import TimeStamp, WorkingTextPage
from tests.factories.agreement import sealed
from tests.integration.agreement.verification.test_command import flipped, tamper, verify
from tests.services.time_stamping import Authority, time_stamping

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with time_stamping(tmp_path_factory.mktemp("authority")) as running:
        yield running


@pytest.fixture
def stamp(service: Authority, settings: Settings, text: WorkingTextPage) -> TimeStamp:
    settings.TIMESTAMP_URL = service.url
    settings.TIMESTAMP_CERTIFICATES = str(service.certificates)
    sealed(text)
    request_missing()
    return TimeStamp.objects.get()


def test_a_time_stamp_as_it_was_given_is_in_order(stamp: TimeStamp) -> None:
    assert verify()[0] == 0


@pytest.mark.parametrize("part", [0.4, 0.95])
def test_a_changed_time_stamp_is_found(stamp: TimeStamp, part: float) -> None:
    token = bytes(stamp.token)
    changed = flipped(token, int(len(token) * part))
    tamper("UPDATE agreement_timestamp SET token = %s WHERE id = %s", [changed, stamp.pk])
    code, output = verify()
    assert code == 1
    assert f"Der Zeitstempel zum Prüfpunkt {stamp.checkpoint_id} wurde verändert" in output


def test_another_time_beside_the_stamp_is_found(stamp: TimeStamp) -> None:
    earlier = stamp.stamped_at - timedelta(days=1)
    tamper("UPDATE agreement_timestamp SET stamped_at = %s WHERE id = %s", [earlier, stamp.pk])
    assert verify()[0] == 1


def test_without_trusted_certificates_the_report_says_what_was_not_checked(
    stamp: TimeStamp, settings: Settings
) -> None:
    settings.TIMESTAMP_CERTIFICATES = "/fehlt.pem"
    code, output = verify()
    assert code == 0
    assert "Die Zeitstempel sind nur auf ihre Prüfpunkte hin geprüft" in output
