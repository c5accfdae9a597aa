"""What search engines read of an article: schema.org as JSON-LD.

The words are those of https://schema.org/NewsArticle and of Google's guide to articles.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString

LONGEST_HEADLINE = 110
"""Characters; Google cuts what is longer."""

_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What is said of an article; addresses are whole, empty for what nobody may open."""

    headline: str
    url: str
    description: str
    published: date
    changed: datetime | None
    organisation: str
    organisation_url: str = ""
    image_url: str = ""


def news_article(facts: ArticleFacts) -> dict[str, Any]:
    """Return an article as schema.org's NewsArticle; what is not known is left out."""
    by = {"@type": "Organization", "name": facts.organisation, "url": facts.organisation_url}
    publisher = {name: value for name, value in by.items() if value}
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": _cut(facts.headline),
        "description": facts.description,
        "inLanguage": "de",
        "url": facts.url,
        "mainEntityOfPage": facts.url,
        "datePublished": facts.published.isoformat(),
        "dateModified": facts.changed.isoformat() if facts.changed else "",
        "author": publisher,
        "publisher": publisher,
        "image": [facts.image_url] if facts.image_url else [],
    }
    return {name: value for name, value in said.items() if value}


def script_text(said: Mapping[str, Any]) -> SafeString:
    """Return JSON to stand in a script element, where no text of it can end the element.

    It is a data block: browsers run nothing of it, so the content security policy does not
    ask for a nonce (HTML, “prepare the script element”, steps on its type).
    """
    return SafeString(json.dumps(said, ensure_ascii=False).translate(_ESCAPED))


def _cut(headline: str) -> str:
    if len(headline) <= LONGEST_HEADLINE:
        return headline
    return f"{headline[: LONGEST_HEADLINE - 1].rstrip()}…"
