"""The variables of log-in: whole and right, or the portal does not start and says why."""

import pytest

from portal.settings.environment import Environment, MissingEnvironment, read_environment
from portal.settings.single_sign_on import providers
from tests.unit.settings.test_production import COMPLETE, start

OIDC = {
    "OIDC_SERVER_URL": "https://anmeldung.example.org/realms/beispiel",
    "OIDC_CLIENT_ID": "portal",
    "OIDC_CLIENT_SECRET": "sehr-geheim-789",
}


def read(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> Environment:
    """Read the environment with these variables in it."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return read_environment(Environment)


def test_production_requires_the_second_factor_of_those_who_can_do_most() -> None:
    done = start(COMPLETE, "sorted(p.SECOND_FACTOR_ROLES)")
    assert done.stdout.strip() == "['administrator', 'coordination', 'signatory']"


def test_an_empty_variable_does_not_switch_the_second_factor_off() -> None:
    done = start(COMPLETE | {"SECOND_FACTOR_ROLES": ""}, "len(p.SECOND_FACTOR_ROLES)")
    assert done.stdout.strip() == "3"


def test_it_is_switched_off_by_a_word_or_chosen_by_role() -> None:
    assert (
        start(COMPLETE | {"SECOND_FACTOR_ROLES": "none"}, "len(p.SECOND_FACTOR_ROLES)").stdout
        == "0\n"
    )
    chosen = start(
        COMPLETE | {"SECOND_FACTOR_ROLES": "editor, staff"}, "sorted(p.SECOND_FACTOR_ROLES)"
    )
    assert chosen.stdout == "['editor', 'staff']\n"


def test_production_believes_the_one_proxy_in_front_of_it_and_no_other() -> None:
    assert start(COMPLETE, "p.ALLAUTH_TRUSTED_PROXY_COUNT").stdout == "1\n"
    done = start(COMPLETE | {"TRUSTED_PROXIES": "0"}, "p.ALLAUTH_TRUSTED_PROXY_COUNT")
    assert done.stdout == "0\n"


def test_elsewhere_nobody_needs_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECOND_FACTOR_ROLES", raising=False)
    assert read(monkeypatch, {}).second_factor_roles == frozenset()


def test_a_role_that_does_not_exist_stops_the_start() -> None:
    done = start(COMPLETE | {"SECOND_FACTOR_ROLES": "koordination"})
    assert done.returncode == 1
    assert "SECOND_FACTOR_ROLES: koordination is none of" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("missing", OIDC)
def test_half_a_provider_stops_the_start_without_telling_its_secret(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    with pytest.raises(MissingEnvironment) as stopped:
        read(monkeypatch, {name: value for name, value in OIDC.items() if name != missing})
    assert "OIDC_CLIENT_SECRET" in str(stopped.value)
    assert "sehr-geheim-789" not in str(stopped.value)


@pytest.mark.parametrize(
    "url", ["http://anmeldung.example.org", "ftp://x", "anmeldung.example.org"]
)
def test_a_provider_is_reached_by_https(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    with pytest.raises(MissingEnvironment, match="OIDC_SERVER_URL"):
        read(monkeypatch, OIDC | {"OIDC_SERVER_URL": url})


def test_a_provider_is_set_up_by_variables_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    [app] = providers(read(monkeypatch, OIDC | {"OIDC_NAME": "Beispielwerk"}))["openid_connect"][
        "APPS"
    ]
    assert (app["name"], app["client_id"]) == ("Beispielwerk", "portal")
    assert app["settings"]["server_url"] == OIDC["OIDC_SERVER_URL"]


def test_without_variables_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert providers(read(monkeypatch, {})) == {}


@pytest.mark.parametrize("number", ["-1", "viele", "11"])
def test_proxies_are_counted(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    with pytest.raises(MissingEnvironment, match="TRUSTED_PROXIES"):
        read(monkeypatch, {"TRUSTED_PROXIES": number})


def test_earlier_secret_keys_still_open_what_was_sealed_with_them() -> None:
    done = start(
        COMPLETE | {"SECRET_KEY_FALLBACKS": "old-one, older-one"}, "p.SECRET_KEY_FALLBACKS"
    )
    assert done.stdout.strip() == "['old-one', 'older-one']"


def test_a_new_ledger_is_called_after_the_portals_host() -> None:
    assert start(COMPLETE, "p.LEDGER_ORIGIN").stdout == "portal.example.org/register\n"
    named = start(COMPLETE | {"LEDGER_ORIGIN": "register.example.org"}, "p.LEDGER_ORIGIN")
    assert named.stdout == "register.example.org\n"


@pytest.mark.parametrize("name", ["mit leer", "mit+plus", "mit\tTab"])
def test_a_ledger_has_no_name_that_its_notes_cannot_hold(name: str) -> None:
    done = start(COMPLETE | {"LEDGER_ORIGIN": name})
    assert done.returncode == 1
    assert "LEDGER_ORIGIN" in done.stderr


def test_the_key_of_the_ledger_lies_in_the_data_folder_or_where_it_is_said_to() -> None:
    folder = start(COMPLETE | {"PORTAL_DATA_DIR": "/daten"}, "p.LEDGER_KEY_FILE")
    assert folder.stdout == "/daten/ledger.key\n"
    own = start(COMPLETE | {"LEDGER_KEY_FILE": "/geheim/k"}, "p.LEDGER_KEY_FILE")
    assert own.stdout == "/geheim/k\n"


@pytest.mark.parametrize(
    "half",
    [{"TIMESTAMP_URL": "https://zeit.example.org"}, {"TIMESTAMP_CERTIFICATES": "/wurzel.pem"}],
)
def test_time_stamps_that_nobody_could_check_are_not_asked_for(half: dict[str, str]) -> None:
    done = start(COMPLETE | half)
    assert done.returncode == 1
    assert "TIMESTAMP_URL and TIMESTAMP_CERTIFICATES" in done.stderr
