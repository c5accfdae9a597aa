"""JSON as it is sealed: RFC 8785, without floats and doubled names."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from agreement.verification.standalone.words import Text, Unreadable, shown

LARGEST_INTEGER = 2**53 - 1


class NotStrict(ValueError):
    """JSON that this format does not know: a float, a doubled name, a huge number."""


def _strict_integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST_INTEGER:
        raise NotStrict("Zahl zu groß / number too large")
    return int(digits)


def _no_float(_digits: str) -> Any:
    raise NotStrict("Kommazahl / floating point number")


def _single_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrict("doppelter Name / doubled name")
    return found


def _sorted_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = _single_names(pairs)
    names = [name for name, _value in pairs]
    if names != sorted(names, key=lambda name: name.encode("utf-16-be", "surrogatepass")):
        raise NotStrict("Namen nicht sortiert / names not sorted")
    return found


def _loads(raw: bytes, hook: Callable[[list[tuple[str, Any]]], Any]) -> Any:
    """Return strict JSON; raises ValueError, which says why, for anything else."""
    try:
        return json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=hook,
            parse_int=_strict_integer,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except RecursionError:
        raise NotStrict("zu tief verschachtelt / nested too deeply") from None
    except UnicodeDecodeError:
        raise NotStrict("kein UTF-8 / not UTF-8") from None


def canonical_json(raw: bytes) -> Any:
    """Return JSON that is written exactly as RFC 8785 asks; raises ValueError for another."""
    data = _loads(raw, _sorted_names)
    if canonical_of(data) != raw:
        raise NotStrict("nicht in der Schreibweise nach RFC 8785 / not written by RFC 8785")
    return data


def canonical_of(data: Any) -> bytes:
    """Return the bytes of JSON data whose names are sorted already."""
    try:
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except RecursionError:
        raise NotStrict("zu tief verschachtelt / nested too deeply") from None


def container_json(raw: bytes, place: str) -> dict[str, Any]:
    """Return the object in a file of the evidence; raises Unreadable, naming the place."""
    try:
        data = _loads(raw, _single_names)
    except ValueError as error:
        raise damaged(place, shown(error)) from None
    if not isinstance(data, dict):
        raise damaged(place, "kein Objekt / no object")
    return data


def damaged(place: str, why: str) -> Unreadable:
    return Unreadable(
        Text(
            f"{place} ist beschädigt oder kein Nachweis des Portals ({why}).",
            f"{place} is damaged or no evidence of the portal ({why}).",
        )
    )
