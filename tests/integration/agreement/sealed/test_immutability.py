"""What is sealed never changes: the model refuses, and so does the database itself."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from agreement.immutable import SealedError
from agreement.models import AgreementVersion, Clause, LedgerEntry, VersionClause
from agreement.triggers import (
    install_triggers,
    installed_triggers,
    sealed_models,
    sealed_tables_have_their_triggers,
    trigger_names,
)

pytestmark = pytest.mark.django_db

STATEMENTS = [
    "UPDATE agreement_agreementversion SET number = 7",
    "DELETE FROM agreement_agreementversion",
    "UPDATE agreement_ledgerentry SET effective_on = NULL",
    "DELETE FROM agreement_ledgerentry",
    "UPDATE agreement_versionclause SET text = 'anders'",
    "DELETE FROM agreement_versionrule",
    "DELETE FROM agreement_clause",
]
ONLY_ON = {
    "sqlite": [
        "INSERT OR REPLACE INTO agreement_versionclause SELECT * FROM agreement_versionclause",
        "REPLACE INTO agreement_ledgerentry SELECT * FROM agreement_ledgerentry",
        "UPDATE OR REPLACE agreement_versionclause SET text = 'anders'",
        "INSERT INTO agreement_clause SELECT * FROM agreement_clause WHERE true "
        "ON CONFLICT (uid) DO UPDATE SET agreement_id = excluded.agreement_id",
    ],
    "postgresql": [
        "TRUNCATE agreement_ledgerentry CASCADE",
        "TRUNCATE agreement_versionclause",
        "INSERT INTO agreement_clause SELECT * FROM agreement_clause "
        "ON CONFLICT (uid) DO UPDATE SET agreement_id = excluded.agreement_id",
        "SET LOCAL session_replication_role = replica; DELETE FROM agreement_versionrule",
    ],
}


def test_the_database_refuses_every_statement_that_would_change_a_sealed_row(
    version: AgreementVersion,
) -> None:
    connection.check_constraints()  # PostgreSQL truncates no table whose rows await a check
    for statement in STATEMENTS + ONLY_ON[connection.vendor]:
        with (
            pytest.raises(DatabaseError, match="sealed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert VersionClause.objects.filter(version=version).count() == 2


@pytest.mark.parametrize(
    "act",
    [
        lambda v: v.save(),
        lambda v: v.delete(),
        lambda v: AgreementVersion.objects.filter(pk=v.pk).update(number=3),
        lambda v: AgreementVersion.objects.all().delete(),
        lambda v: AgreementVersion.objects.bulk_update([v], ["number"]),
        lambda v: LedgerEntry.objects.get(kind="seal").delete(),
        lambda v: Clause.objects.all().update(agreement=v.agreement),
    ],
)
def test_the_model_refuses_before_the_database_has_to(
    version: AgreementVersion, act: Callable[[AgreementVersion], object]
) -> None:
    with pytest.raises(SealedError):
        act(version)


def test_deleting_the_working_text_or_its_people_leaves_the_version(
    version: AgreementVersion,
) -> None:
    version.agreement.working_text.delete()
    assert VersionClause.objects.filter(version=version).count() == 2


def test_every_sealed_table_has_its_triggers() -> None:
    wanted = {n for m in sealed_models() for n in trigger_names(m, connection.vendor)}
    assert wanted <= installed_triggers(connection)
    assert len(sealed_models()) == 12
    assert sealed_tables_have_their_triggers(None, databases=["default"]) == []


def test_a_missing_trigger_is_reported_and_mended() -> None:
    name = trigger_names(Clause, connection.vendor)[0]
    on_table = "" if connection.vendor == "sqlite" else " ON agreement_clause"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on_table}")
    (error,) = sealed_tables_have_their_triggers(None, databases=["default"])
    assert name in error.msg
    install_triggers()
    assert sealed_tables_have_their_triggers(None, databases=["default"]) == []


def test_checks_of_the_whole_portal_pass() -> None:
    call_command("check", databases=["default"])
