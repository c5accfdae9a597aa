"""The tables for queries say what the bytes say, and a check finds where they do not."""

from typing import Any

import pytest
from django.db import models
from django.db.models import F
from django.db.models.query import QuerySet

from agreement.compiled_check import differences
from agreement.models import AgreementVersion, Clause, VersionClause, VersionRule
from tests.factories.tampering import unsealed

pytestmark = pytest.mark.django_db


def change(model: type[models.Model], **changes: Any) -> None:
    """Change every row of a sealed table behind the portal's back."""
    with unsealed(model):
        QuerySet(model).update(**changes)


def test_a_version_as_it_was_sealed_has_no_differences(
    version: AgreementVersion, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        assert differences(version) == []


@pytest.mark.parametrize(
    ("model", "changes", "told"),
    [
        (VersionClause, {"text": "Anders."}, "Klausel an Stelle 1 weicht ab: text."),
        (VersionClause, {"number": "§ 9"}, "Klausel an Stelle 2 weicht ab: number."),
        (VersionClause, {"plain": "x", "heading": "y"}, "weicht ab: heading, plain."),
        (VersionRule, {"service": "mbe"}, "Regel an Stelle 1 weicht ab: service."),
        (VersionRule, {"data": {}}, "Regel an Stelle 1 weicht ab: data."),
        (VersionRule, {"valid_from": "2026-01-01"}, "Regel an Stelle 1 weicht ab: valid_from."),
        (VersionRule, {"position": F("position") + 5}, "Regel an Stelle 6 steht nur in der"),
    ],
)
def test_every_changed_column_is_named(
    version: AgreementVersion, model: type[models.Model], changes: Any, told: str
) -> None:
    change(model, **changes)
    assert any(told in sentence for sentence in differences(version))


def test_a_missing_row_is_named(version: AgreementVersion) -> None:
    with unsealed(VersionRule):
        QuerySet(VersionRule).delete()
    assert differences(version) == ["Regel an Stelle 1 fehlt in der Tabelle."]


def test_a_row_that_somebody_added_is_named(version: AgreementVersion) -> None:
    added = Clause.objects.create(uid=version.agreement_id, agreement=version.agreement)
    VersionClause.objects.create(
        version=version,
        clause=added,
        position=9,
        number="§ 9",
        section_slug="x",
        section_title="x",
        heading="Untergeschoben",
        text="x",
        plain="",
    )
    assert differences(version) == ["Klausel an Stelle 9 steht nur in der Tabelle."]


def test_bytes_that_are_no_version_are_said_to_be_unreadable(version: AgreementVersion) -> None:
    for content in (b"", b"\xff", b"[]", b"{}", b"null", b'{"format": 1}', b"[" * 100_000):
        version.canonical = content
        assert differences(version) == ["Die Bytes der Fassung sind nicht lesbar."]
