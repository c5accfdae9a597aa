"""The demo's articles, each in the folder of its organisation."""

import json
from collections.abc import Mapping

from directory.models import OrganisationPage
from news.folders import ensure_news_folder
from news.models import ArticlePage
from portal.operations.demo.files import read_folder, stable_uuid


def load_news(organisations: Mapping[str, OrganisationPage]) -> None:
    """Publish every article of the files; organisations by their keys in the files."""
    for file in read_folder("news"):
        paragraph = {
            "type": "paragraph",
            "id": stable_uuid("paragraph", f"news/{file['slug']}"),
            "value": file["text"],
        }
        words = {name: file[name] for name in ("slug", "title", "date", "teaser")}
        page = ArticlePage(body=json.dumps([paragraph]), **words)
        ensure_news_folder(organisations[file["organisation"]]).add_child(instance=page)
        page.save_revision().publish()
