"""The own fields of a section as they are sealed: JSON data, nothing else."""

import hashlib
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model

from agreement.models import (
    AnnexPage,
    IntegrationManagementSectionPage,
    InterfaceSectionPage,
    MigrationAdviceSectionPage,
    YouthMigrationSectionPage,
)
from agreement.structured import plain_value
from tests.factories import agreement as make
from tests.factories.directory import organisation, service_named
from tests.integration.agreement.working.editing import reloaded

pytestmark = pytest.mark.django_db

CONTENT = b"%PDF-1.7 Beispiel"


def _values(page: Any) -> dict[str, Any]:
    values = {field.key: field.value for field in reloaded(page).structured_fields()}
    assert json.loads(json.dumps(values)) == values
    return values


def _document() -> Any:
    return get_document_model().objects.create(
        title="Übergabebogen", file=ContentFile(CONTENT, name="bogen.pdf")
    )


def test_a_service_section_names_its_providers_and_its_service(coordination: Client) -> None:
    town = organisation(title="Stadt Beispiel")
    provider = {
        "organisation": str(town.uuid),
        "municipalities": ["08215009", "08215007"],
        "valid_from": "2025-01-01",
        "valid_until": None,
    }
    page = make.section(kind=IntegrationManagementSectionPage, service=service_named("im"))
    field = page._meta.get_field("providers")
    page.providers = field.to_python([{"type": "provider", "value": provider}])
    page.kinds_of_accommodation = ["au"]
    page.save()

    values = _values(page)

    assert values["service"] == "im"
    assert values["kinds_of_accommodation"] == ["au"]
    assert values["providers"] == [
        {
            "organisation": str(town.uuid),
            "name": "Stadt Beispiel",
            "municipalities": ["08215007", "08215009"],
            "valid_from": "2025-01-01",
            "valid_until": "",
        }
    ]


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        (MigrationAdviceSectionPage, {"stage_of_residence", "kinds_of_advice"}),
        (YouthMigrationSectionPage, {"school_and_work", "group_offers"}),
        (
            IntegrationManagementSectionPage,
            {"kinds_of_accommodation", "integration_plan", "period"},
        ),
    ],
)
def test_every_service_has_the_common_fields_and_its_own(
    coordination: Client, kind: Any, own: set[str]
) -> None:
    page = make.section(kind=kind, service=service_named("mbe"))

    common = {"service", "legal_basis", "funding", "target_group", "tasks", "non_tasks", "access"}
    assert set(_values(page)) == common | {"providers"} | own


def test_an_interface_tells_who_does_what_by_when(coordination: Client) -> None:
    step = {"who": "JMD", "what": "ruft an", "by_when": ""}
    page = make.section(
        kind=InterfaceSectionPage,
        from_service=service_named("jmd"),
        to_service=service_named("mbe"),
        steps=[("step", step)],
        documents=[("point", "Übergabebogen")],
    )

    values = _values(page)

    assert (values["from_service"], values["to_service"]) == ("jmd", "mbe")
    assert values["steps"] == [step]
    assert values["documents"] == ["Übergabebogen"]


def test_an_annex_is_known_by_the_hash_of_its_documents(coordination: Client) -> None:
    page = make.section(kind=AnnexPage, documents=[("document", _document())])

    (facts,) = _values(page)["documents"]

    assert facts["title"] == "Übergabebogen"
    assert facts["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert facts["size"] == len(CONTENT)


def test_a_document_whose_file_is_gone_has_no_hash(coordination: Client) -> None:
    document = _document()
    page = make.section(kind=AnnexPage, documents=[("document", document)])
    document.file.storage.delete(document.file.name)

    (facts,) = _values(page)["documents"]

    assert (facts["sha256"], facts["size"]) == ("", 0)


def test_a_deleted_document_leaves_a_gap_that_is_seen(coordination: Client) -> None:
    document = _document()
    page = make.section(kind=AnnexPage, documents=[("document", document)])
    document.delete()

    (facts,) = _values(page)["documents"]

    assert facts == {"title": "Gelöschte Datei", "filename": "", "size": 0, "sha256": ""}


def test_what_json_does_not_know_is_no_value_of_a_section() -> None:
    with pytest.raises(TypeError, match="float"):
        plain_value(1.5)
