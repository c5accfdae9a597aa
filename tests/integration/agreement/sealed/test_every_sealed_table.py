"""Whatever somebody tries in SQL, the database changes no row of any sealed table."""

import hashlib
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from agreement.enums import ArtifactKind, EntryKind
from agreement.ledger import append
from agreement.models import (
    AgreementVersion,
    Artifact,
    Checkpoint,
    ProcessFreeze,
    Signature,
    SignatureFile,
    SignatureWithdrawal,
    TimeStamp,
)
from agreement.triggers import sealed_models
from tests.factories.agreement import signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(version: AgreementVersion) -> AgreementVersion:
    """A row in each sealed table."""
    signed(version)
    now, content = timezone.now().replace(microsecond=0), b"Beispiel"
    sha256 = hashlib.sha256(content).hexdigest()
    if not ProcessFreeze.objects.exists():
        ProcessFreeze.objects.create(
            agreement=version.agreement,
            process=uuid.uuid4(),
            round=1,
            canonical=content,
            sha256=sha256,
        )
    Artifact.objects.create(
        version=version, kind=ArtifactKind.SCAN, content=content, sha256=sha256, size=8
    )
    TimeStamp.objects.create(
        checkpoint=Checkpoint.objects.get(size=2), token=content, authority="CN=X", stamped_at=now
    )
    signature = Signature.objects.all()[0]
    SignatureFile.objects.create(
        signature=signature,
        name="scan.pdf",
        content_type="application/pdf",
        content=content,
        sha256=sha256,
    )
    entry = append(EntryKind.WITHDRAWAL, version, {"party": str(uuid.uuid4())}, now)
    SignatureWithdrawal.objects.create(signature=signature, entry=entry, reason="Beispiel")
    return version


def attempts(model: type[models.Model]) -> Iterator[str]:
    """Yield every way we know to change a row, in the words of this database."""
    table = model._meta.db_table
    key = model._meta.pk.column
    column = model._meta.concrete_fields[-1].column
    yield f"UPDATE {table} SET {column} = {column}"
    yield f"DELETE FROM {table}"
    upsert = f"ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}"
    yield f"INSERT INTO {table} SELECT * FROM {table} WHERE true {upsert}"
    if connection.vendor == "sqlite":
        yield f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        yield f"REPLACE INTO {table} SELECT * FROM {table}"
        yield f"UPDATE OR REPLACE {table} SET {column} = {column}"
        yield f"UPDATE OR IGNORE {table} SET {column} = {column}"
    else:
        yield f"TRUNCATE {table} CASCADE"
        yield f"MERGE INTO {table} t USING {table} s ON t.{key} = s.{key} WHEN MATCHED THEN DELETE"
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):
            yield f"SET LOCAL session_replication_role = replica; {statement}"


def contents(model: type[models.Model]) -> list[Any]:
    return list(model._default_manager.order_by("pk").values_list())


def test_no_statement_changes_a_row_of_any_sealed_table(filled: AgreementVersion) -> None:
    connection.check_constraints()  # PostgreSQL truncates no table whose rows await a check
    for model in sealed_models():
        before = contents(model)
        assert before, f"{model._meta.label} has no row to try it on"
        for statement in attempts(model):
            with (
                pytest.raises(DatabaseError, match="sealed"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
        assert contents(model) == before


def test_a_row_cannot_be_replaced_by_another_key_either(filled: AgreementVersion) -> None:
    columns = [str(f.column) for f in AgreementVersion._meta.concrete_fields if f.column != "id"]
    names = ", ".join(columns)
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{verb} INTO agreement_agreementversion (id, {names}) "
            f"SELECT id + 1000, {names} FROM agreement_agreementversion"
        )
    assert AgreementVersion.objects.get().pk == filled.pk
