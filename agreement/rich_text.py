"""Links to clauses in rich text: `<a linktype="clause" uid="…">§ 4 Abs. 2</a>`.

The uid is what counts; the number between the tags is what the editor saw, and is replaced by
the number in the version that is read.
"""

from typing import Any

import wagtail.admin.rich_text.editors.draftail.features as draftail_features
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.rich_text import LinkHandler

from agreement.identity import is_uid
from agreement.reading import clause_url

FEATURE = "clause-link"
ENTITY = "CLAUSE"


class ClauseLinkHandler(LinkHandler):
    """Renders a link with the address that the clause keeps for ever."""

    identifier = "clause"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        """Return the opening tag; without an address if the uid is none."""
        uid = attrs.get("uid", "")
        return format_html('<a href="{}">', clause_url(uid)) if is_uid(uid) else "<a>"


class ClauseLinkElementHandler(LinkElementHandler):
    """Reads a stored link into the editor; its text is changed as a whole or not at all."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        """Return what the editor keeps of the link."""
        return {"uid": attrs.get("uid", "")}


def clause_link_entity(props: dict[str, Any]) -> Any:
    """Return the stored link of the editor's entity; without a sound uid only its text."""
    uid = props.get("uid")
    if not is_uid(uid):
        return props["children"]
    return DOM.create_element("a", {"linktype": "clause", "uid": uid}, props["children"])


def register_clause_links(features: Any) -> None:
    """Teach Wagtail's rich text the feature `clause-link`."""
    features.register_link_type(ClauseLinkHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        draftail_features.EntityFeature(
            {
                "type": ENTITY,
                "label": "§",
                "description": _("Verweis auf eine Klausel"),
                "attributes": ["uid"],
                "allowlist": {"uid": True},
                "chooserUrl": reverse_lazy("agreement_clause_chooser"),
                "strings": {
                    "title": _("Auf welche Klausel soll der Text verweisen?"),
                    "search": _("Nummer oder Überschrift"),
                    "close": _("Abbrechen"),
                    "none": _("Keine Klausel passt dazu."),
                    "failed": _(
                        "Die Klauseln konnten nicht geladen werden. Versuchen Sie es noch einmal."
                    ),
                },
            },
            js=["agreement/clause-link.js"],
            css={"all": ["agreement/editor.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {'a[linktype="clause"]': ClauseLinkElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: clause_link_entity}},
        },
    )
