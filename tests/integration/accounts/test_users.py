"""Accounts are known by their e-mail address."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError

from portal.accounts.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "ein-beispiel-kennwort-1"


def test_an_address_is_kept_in_small_letters() -> None:
    assert (
        User.objects.create_user("Frau.Beispiel@Example.ORG").email == "frau.beispiel@example.org"
    )


def test_an_address_belongs_to_one_account() -> None:
    User.objects.create_user("eine@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create_user("EINE@example.org")


def test_an_account_needs_an_address() -> None:
    with pytest.raises(ValueError, match="address"):
        User.objects.create_user("")


def test_nobody_gets_in_before_a_password_is_set() -> None:
    person = User.objects.create_user("ohne@example.org")
    assert not person.has_usable_password()
    assert authenticate(email=person.email, password="") is None


def test_an_administrator_is_one() -> None:
    boss = User.objects.create_superuser("chef@example.org", PASSWORD)
    assert boss.is_superuser
    assert boss.is_staff
    assert not User.objects.create_user("kein-chef@example.org", PASSWORD).is_superuser


def test_a_person_is_called_by_name_else_by_address() -> None:
    person = User.objects.create_user("wer@example.org")
    assert str(person) == "wer@example.org"
    person.first_name, person.last_name = "Beispiel", "Person"
    assert str(person) == "Beispiel Person"
