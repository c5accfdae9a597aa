"""The indexes: one in use behind the alias, and perhaps one that is being filled.

Each has an alias of its own for writing, too. Writers name only aliases and insist on that, so
that nothing makes an index by accident when the one they meant is gone.
"""

import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch, NotFoundError

from portal.search.elastic.definition import definition, definition_hash

FILLING = {"refresh_interval": "-1"}
IN_USE = {"refresh_interval": "1s"}
KEPT = {
    # A copy on each of three nodes: one that hangs then hinders only those who ask it.
    "auto_expand_replicas": "0-2",
    # How long an older copy cannot bring back what was deleted.
    "gc_deletes": "1h",
}
BOOKKEEPING = {"fingerprint": {"type": "keyword", "index": False}}


def alias() -> str:
    """Return the name under which the index in use is asked."""
    return str(settings.ELASTICSEARCH_INDEX)


def writing_alias(index: str) -> str:
    """Return the name under which one certain index is written to."""
    return f"{index}.write"


def create(client: Elasticsearch, now: datetime) -> str:
    """Make an empty index that nobody asks yet, and return its name."""
    name = f"{alias()}-{now.astimezone(UTC):%Y%m%d%H%M%S%f}"
    wanted = definition()
    mappings = wanted["mappings"]
    client.indices.create(
        index=name,
        settings={**wanted["settings"], **KEPT, **FILLING},
        mappings={
            **mappings,
            "properties": {**mappings["properties"], **BOOKKEEPING},
            "_meta": {"definition": definition_hash()},
        },
        aliases={writing_alias(name): {}},
    )
    return name


def definitions_in_use(client: Elasticsearch) -> list[str]:
    """Return the hashes of the definitions of what is behind the alias: none if it is missing."""
    try:
        found = client.indices.get_mapping(index=alias()).body
    except NotFoundError:
        return []
    if alias() in found:
        return []  # an index of that name, made by somebody else: it must go
    return [str(each["mappings"].get("_meta", {}).get("definition")) for each in found.values()]


def put_in_use(client: Elasticsearch, name: str) -> list[str]:
    """Let the alias name this index alone, in one step, and return those it named before."""
    client.indices.refresh(index=name)
    client.indices.put_settings(index=name, settings=IN_USE)
    actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": alias()}}]
    before = [index for index in _named(client, alias()) if index != name]
    for index in before:
        kind = "remove_index" if index == alias() else "remove"
        what = {"index": index} if index == alias() else {"index": index, "alias": alias()}
        actions.append({kind: what})
    client.indices.update_aliases(actions=actions)
    return [index for index in before if index != alias()]


def remove(client: Elasticsearch, name: str) -> None:
    """Remove an index, if it is there."""
    client.indices.delete(index=name, ignore_unavailable=True)


def left_over(client: Elasticsearch, keep: str) -> list[str]:
    """Return the indexes of ours that are neither in use nor to be kept."""
    ours = re.compile(rf"{re.escape(alias())}-\d{{20}}")
    there = client.indices.get(index=f"{alias()}-*", expand_wildcards="open,closed").body
    return [
        name
        for name, facts in there.items()
        if ours.fullmatch(name) and name != keep and alias() not in facts["aliases"]
    ]


def _named(client: Elasticsearch, name: str) -> list[str]:
    try:
        return list(client.indices.get(index=name).body)
    except NotFoundError:
        return []
