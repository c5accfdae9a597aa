"""The demo's content lies in TOML files; what it names by key has the same UUID everywhere."""

import tomllib
import uuid
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"

# Any fixed UUID would do; the demo's own keeps its names apart from everybody else's.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "demo.schnittstellenportal.example.org")


def stable_uuid(kind: str, key: str) -> str:
    """Return the UUID of something in the demo, the same on every machine and at every loading.

    `kind` keeps names apart, such as "clause", "rule", "organisation".
    """
    return str(uuid.uuid5(_NAMESPACE, f"{kind}:{key}"))


def read_file(name: str) -> dict[str, Any]:
    """Return one file of the content by its path below `content/`."""
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def read_folder(name: str) -> list[dict[str, Any]]:
    """Return the numbered files of a folder in their order."""
    paths = sorted((CONTENT / name).glob("[0-9][0-9]-*.toml"))
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]


def municipalities_of(entry: dict[str, Any]) -> list[str]:
    """Return the official keys an entry means by `areas`, `without` and `municipalities`.

    Sorted; none where the entry names no place, which means the whole district.
    """
    areas = read_file("network/areas.toml")
    named = {ags for area in entry.get("areas", []) for ags in areas[area]}
    named |= set(entry.get("municipalities", []))
    return sorted(named - set(entry.get("without", [])))
