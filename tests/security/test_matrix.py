"""Every address there is answers everybody as matrix.toml says."""

from collections import defaultdict

import pytest

from tests.security.addresses import Address, addresses, values_of
from tests.security.asking import CRASHES, Onlooker
from tests.security.matrix import Expectation, expectation_of, fault_of, unused_keys
from tests.security.world import ROLES, VISITOR, World

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

REFUSED = {"home", "403", "404", "405", "400"}
WITHOUT_TOKEN = ("anlaufstelle-finden/", "api/v1/")
"""Finder and API take their questions without a token on purpose: they keep and change nothing,
ask for no log-in, and must work without cookies."""
BY_THE_SECRET = (
    "konto/abonnements/<str:secret>/beenden/",
    "aktuelles/abo/<str:secret>/ende/",
)
"""Of the links in mails to followers and to readers of the digest one takes the mail program's own
request, which has neither token nor origin: the secret alone says that it may (RFC 8058)."""
ASKS_FOR_THE_ORIGIN = (
    "melden/",
    "<slug:slug>/pruefen/ergebnis/",
    "<slug:slug>/fassungen/folgen/",
    "konto/abonnements/<str:secret>/",
    "aktuelles/abo/",
    "suche/geoeffnet/",
    "suche/nicht-gefunden/",
)
"""These forms set no cookie: the origin stands in for the token (their own tests)."""
READS_ONLY = "api/hsds/"
"""Open data for other systems: nothing there takes a form, with or without a token."""
CHECKS_ITSELF = "admin/api/main/"
"""The API asks for the token itself, after the log-in; the test below tries it as any other."""


def expected_addresses() -> list[tuple[Address, Expectation]]:
    """Return every address with its expectation; a test of its own says where one is missing."""
    return [(each, found) for each in addresses() if (found := expectation_of(each))]


def filled(address: Address, expected: Expectation, world: World) -> str:
    """Return the address with arguments: those the matrix names, else the world's."""
    known = values_of(world)
    named = {name: known.get(value, value) for name, value in expected.arguments.items()}
    return address.filled({**known, **named})


def agrees(address: Address, expected: str, got: str) -> bool:
    """Return whether an answer is as expected; below a library's prefix in kind only."""
    if address.is_ours or expected == "login":
        return got == expected
    if expected == "no":
        return got in REFUSED
    return got != "login" and not got.startswith(CRASHES)


def test_every_address_has_an_expectation() -> None:
    missing = [address for address in addresses() if expectation_of(address) is None]
    assert not missing, "\n".join(
        f"Nobody has said who may open {address.route!r}: add it to tests/security/matrix.toml "
        f"under [{'ours' if address.is_ours else 'libraries'}] with a cell for each role."
        for address in missing
    )


def test_every_expectation_has_an_address() -> None:
    assert not unused_keys(addresses()), "matrix.toml expects addresses that do not exist"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_where_the_matrix_says(world: World, role: str, method: str) -> None:
    onlooker = Onlooker(world, role)
    wrong = []
    cells: dict[str, set[str]] = defaultdict(set)
    for address, expected in expected_addresses():
        cell = (expected.get if method == "GET" else expected.post)[role]
        url = filled(address, expected, world)
        got = onlooker.cell(method, url)
        cells[expected.key].add(f"{cell} {got}")
        fault = fault_of(address)
        if method == "POST" and fault and got.startswith(f"{CRASHES}: {fault}"):
            continue
        if not agrees(address, cell, got):
            wrong.append(f"{method} {url} as {role}: {got}, not {cell}   [{expected.key}]")
    assert not wrong, "\n".join(wrong)
    if method == "GET":
        shut = {key for key, seen in cells.items() if _is_only_refused(seen)}
        assert not shut, f"{role} is expected to get in, but is let in nowhere: {shut}"


def _is_only_refused(seen: set[str]) -> bool:
    """Return whether a prefix that should let somebody in refused each time."""
    answers = [pair.split() for pair in seen]
    return all(cell == "in" and got in REFUSED for cell, got in answers)


def test_only_finder_and_api_take_questions_without_a_token() -> None:
    exempt = {address.route for address in addresses() if address.is_csrf_exempt}
    assert all(any(route.startswith(one) for route in exempt) for one in WITHOUT_TOKEN)
    known = (*WITHOUT_TOKEN, *ASKS_FOR_THE_ORIGIN, CHECKS_ITSELF, READS_ONLY)
    assert all(route.startswith(known) for route in exempt), exempt


@pytest.mark.parametrize(
    ("role", "method"),
    [
        (VISITOR, "POST"),
        ("administrator", "POST"),
        ("administrator", "PUT"),
        ("administrator", "PATCH"),
        ("administrator", "DELETE"),
    ],
)
def test_no_form_is_taken_without_its_token(world: World, role: str, method: str) -> None:
    onlooker = Onlooker(world, role, checks_csrf=True)
    taken = []
    for address, expected in expected_addresses():
        if not address.route.startswith((*WITHOUT_TOKEN, *BY_THE_SECRET)):
            url = filled(address, expected, world)
            got = onlooker.cell(method, url)
            if got == "405" and address.route.startswith(READS_ONLY):
                continue
            if got != "403" and not (got == "login" and role == VISITOR):
                taken.append(f"{method} {url}: {got}")
    assert not taken, "\n".join(taken)
