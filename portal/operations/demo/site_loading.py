"""The demo's words around the content: home pages, legal pages, and the portal's settings."""

import json
from typing import Any

from wagtail.models import Locale

from portal.core.models import PortalSettings
from portal.home.models import HomePage, PlainPage
from portal.operations.demo.files import read_file, read_folder, stable_uuid

COORDINATION = {
    "coordination_name": "Koordinationsstelle im Landratsamt Karlsruhe (Beispiel)",
    "coordination_phone": "069 90009 200",
    "coordination_email": "koordination@example.org",
}


def load_settings() -> None:
    """Say on every page that the content is invented, and whom to turn to."""
    settings = PortalSettings.load()
    settings.is_example = True
    for name, value in COORDINATION.items():
        setattr(settings, name, value)
    settings.save()


def load_home_pages(home: HomePage) -> None:
    """Write the home page of every language there is a text for."""
    for language, words in read_file("pages/00-start.toml").items():
        locale = Locale.objects.get(language_code=language)
        page = HomePage.objects.get(translation_key=home.translation_key, locale=locale)
        page.title, page.intro = words["title"], words["intro"]
        page.save_revision().publish()


def load_legal_pages(home: HomePage) -> None:
    """Make imprint, data protection and the accessibility statement below the home page."""
    for file in read_folder("pages"):
        if "slug" in file:
            page = PlainPage(title=file["title"], slug=file["slug"], body=_body(file))
            home.add_child(instance=page)
            page.save_revision().publish()


def _body(file: dict[str, Any]) -> str:
    blocks = [
        {"type": kind, "id": stable_uuid(kind, f"{file['slug']}/{place}"), "value": section[part]}
        for place, section in enumerate(file["sections"])
        for kind, part in (("heading", "heading"), ("paragraph", "text"))
    ]
    return json.dumps(blocks)
