"""Marking what was looked for. Pure.

Elasticsearch marks with two signs that no text holds; whatever else it sends is escaped here, so
that no text can become markup, whoever answers.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.search.elastic.analysis import Json
from portal.search.elastic.words import Wording, marked_words
from portal.search.language import Query

BEGIN, END = "\ue000", "\ue001"
MARK = re.compile(f"{BEGIN}([^{BEGIN}{END}]*){END}")
GAP = " … "
LENGTH = 180
MOST_READ = 900_000
"""Signs of a text that are looked at; Elasticsearch refuses more than a million."""


def highlight(query: Query, wording: Wording) -> Json:
    """Return what asks for marks in titles and for the best pieces of texts."""
    fields: Json = {}
    for code in wording.codes:
        fields[f"title_{code}"] = {
            "number_of_fragments": 0,
            "highlight_query": marked_words(query, f"title_{code}", wording),
        }
        fields[f"text_{code}"] = {
            "number_of_fragments": 2,
            "fragment_size": LENGTH,
            "no_match_size": LENGTH,
            "highlight_query": marked_words(query, f"text_{code}", wording),
        }
    return {
        "type": "unified",
        "order": "score",
        "pre_tags": [BEGIN],
        "post_tags": [END],
        "max_analyzed_offset": MOST_READ,
        "fields": fields,
    }


def title_and_excerpt(found: Mapping[str, Any]) -> tuple[SafeString, SafeString]:
    """Return the marked title and pieces of the text of a hit, each empty if there are none."""
    title: list[str] = []
    text: list[str] = []
    for name, pieces in found.items():
        if isinstance(pieces, Sequence):
            (title if name.startswith("title_") else text).extend(map(str, pieces))
    return _marked(title[:1]), _marked(text)


def _marked(pieces: list[str]) -> SafeString:
    return mark_safe(GAP.join(map(_as_html, pieces)))  # noqa: S308  # escaped there


def _as_html(piece: str) -> str:
    """Return a piece of text as HTML: escaped, then marked; lone signs are left out."""
    html = MARK.sub(r"<mark>\1</mark>", str(escape(" ".join(piece.split()))))
    return html.replace(BEGIN, "").replace(END, "")
