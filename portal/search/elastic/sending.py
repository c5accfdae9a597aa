"""Sends entries to an index and sorts what becomes of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from portal.search.elastic.documents import Document
from portal.search.elastic.failures import Failure, failure_of_answer
from portal.search.models import SearchEntry

AT_ONCE = 500
BYTES_AT_ONCE = 5 * 1024 * 1024
PATIENCE = "5s"
"""How long Elasticsearch itself waits for a part of the index that is not there."""


@dataclass
class Sent:
    """What became of the entries: keys of those that are there now (or gone, as they should be).

    `behind` are those the index has a newer copy of, `refused` those it will not take, `failure`
    why it did not take the rest.
    """

    done: list[int] = field(default_factory=list)
    behind: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    failure: Failure | None = None


def send(
    client: Elasticsearch,
    rows: Sequence[SearchEntry],
    documents: Mapping[int, Document],
    target: str,
    *,
    wait_until_found: bool,
) -> Sent:
    """Send entries to what an alias names, each with its revision as its version.

    An older copy never replaces a newer one, and the same may come again: whoever sends twice,
    late, or at the same time as somebody else does no harm. With `wait_until_found`, returns
    when searches find them. Raises the errors of the client if nothing can be said at all.
    """
    sent = Sent()
    results = streaming_bulk(
        client,
        _operations(rows, documents, target),
        chunk_size=AT_ONCE,
        max_chunk_bytes=BYTES_AT_ONCE,
        raise_on_error=False,
        refresh="wait_for" if wait_until_found else False,
        timeout=PATIENCE,
    )
    for row, (went_well, result) in zip(rows, results, strict=True):
        answer = next(iter(result.values()))
        if went_well or answer.get("result") == "not_found":
            sent.done.append(row.pk)
        elif answer["status"] == 409:
            sent.behind.append(row.pk)
        else:
            failure = failure_of_answer(answer["status"], _kind(answer))
            if failure is Failure.REFUSED:
                sent.refused.append(row.pk)
            else:
                sent.failure = failure
    return sent


def _operations(
    rows: Sequence[SearchEntry], documents: Mapping[int, Document], target: str
) -> Iterator[dict[str, Any]]:
    for row in rows:
        operation: dict[str, Any] = {
            "_op_type": "delete" if row.is_deleted else "index",
            "_index": target,
            "_id": str(row.pk),
            "require_alias": True,
            "version": row.revision,
            "version_type": "external_gte",
        }
        yield operation if row.is_deleted else {**operation, "_source": documents[row.pk]}


def _kind(answer: Mapping[str, Any]) -> str:
    error = answer.get("error")
    return str(error.get("type", "")) if isinstance(error, dict) else ""
