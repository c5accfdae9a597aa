"""Reads matrix.toml: which address answers whom how."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.security.addresses import Address
from tests.security.world import ROLES

FILE = Path(__file__).with_name("matrix.toml")


@dataclass(frozen=True)
class Expectation:
    """What everybody is answered at one address of ours, or below one prefix of a library."""

    key: str
    get: Mapping[str, str]
    post: Mapping[str, str]
    arguments: Mapping[str, Any]


@cache
def _file() -> dict[str, dict[str, dict[str, str]]]:
    with FILE.open("rb") as file:
        read: dict[str, dict[str, dict[str, str]]] = tomllib.load(file)
        return read


def expectation_of(address: Address) -> Expectation | None:
    """Return the expectation: of ours by its route, of a library's by its longest prefix."""
    if address.is_ours:
        entry = _file()["ours"].get(address.route)
        return None if entry is None else _expectation(address.route, entry)
    prefixes = [prefix for prefix in _file()["libraries"] if address.route.startswith(prefix)]
    longest = max(prefixes, key=len, default=None)
    return None if longest is None else _expectation(longest, _file()["libraries"][longest])


def unused_keys(known: list[Address]) -> set[str]:
    """Return the expectations of ours whose address is gone, and prefixes nothing begins with."""
    gone = set(_file()["ours"]) - {address.route for address in known if address.is_ours}
    used = {e.key for address in known if (e := expectation_of(address))}
    faultless = set(_file()["faults"]) - {address.route for address in known}
    return gone | faultless | (set(_file()["libraries"]) - used)


def fault_of(address: Address) -> str | None:
    """Return the error with which Wagtail meets an empty form at an address, if it does."""
    fault: Any = _file()["faults"].get(address.route)
    return fault


def _expectation(key: str, entry: Mapping[str, str]) -> Expectation:
    arguments = {name: value for name, value in entry.items() if name not in {"get", "post"}}
    get = _columns(entry["get"], key)
    return Expectation(key, get, _columns(entry.get("post", entry["get"]), key), arguments)


def _columns(cells: str, key: str) -> Mapping[str, str]:
    """Return the cell of each role; a single cell holds for everybody."""
    words = cells.split()
    if len(words) == 1:
        words *= len(ROLES)
    if len(words) != len(ROLES):
        raise ValueError(f"{key}: {len(words)} cells for {len(ROLES)} roles")
    return dict(zip(ROLES, words, strict=True))
