"""Every address that the URL configuration has, filled in with things of the world."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import Site

from directory.models import Invitation
from directory.open_data.hsds.ids import service_at_location_id, service_id, taxonomy_id, term_id
from directory.open_data.hsds.terms import SERVICES
from tests.security.world import World

LIBRARIES = ("wagtail.", "allauth.", "django.contrib.auth.")
"""Whose addresses are expected by prefix; all others are ours and expected singly."""
NAMED = re.compile(r"\(\?P<(?P<regex>\w+)>(?:[^()]|\([^()]*\))*\)|<(?:\w+:)?(?P<path>\w+)>")


@dataclass(frozen=True)
class Address:
    """One pattern of the URL configuration."""

    route: str
    module: str
    is_csrf_exempt: bool

    @property
    def is_ours(self) -> bool:
        """Whether the portal answers, not a library."""
        return not self.module.startswith(LIBRARIES)

    def filled(self, values: dict[str, Any]) -> str:
        """Return the address with values for its arguments; KeyError if one has no value.

        A value named "address" is taken for the whole, with the others in braces.
        """

        def value(match: re.Match[str]) -> str:
            return str(values[match["regex"] or match["path"]])

        if "address" in values:
            return "/" + values["address"].format(**values)
        plain = NAMED.sub(value, self.route).replace("^", "").replace("$", "")
        return "/" + plain.replace("\\.", ".")


def addresses() -> list[Address]:
    """Return every address once, in the order of the URL configuration."""
    found: dict[str, Address] = {}
    for route, pattern in _walk(get_resolver(), ""):
        module = _module_of(pattern.callback)
        is_exempt = getattr(pattern.callback, "csrf_exempt", False)
        found.setdefault(route, Address(route, module, is_exempt))
    return list(found.values())


def _module_of(view: Any) -> str:
    """Return where a view is written; Wagtail's guard of the admin wraps others' as its own."""
    while view.__module__ == "wagtail.admin.auth":
        view = next(cell.cell_contents for cell in view.__closure__)
    module: str = view.__module__
    return module


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        else:
            yield route, pattern


def values_of(world: World) -> dict[str, Any]:
    """Return what stands for each argument: things of the organisation here."""
    page, image, document = world.office_here.pk, world.files.image_here, world.files.document_here
    return {
        **dict.fromkeys(("page_id", "page_to_move_id", "page_pk", "parent_page_id"), page),
        "destination_id": world.here.pk,
        "revision_id": world.office_here.latest_revision_id,
        "image_id": image.pk,
        **dict.fromkeys(("document_id", "doc_id"), document.pk),
        "collection_id": world.files.collection_here.pk,
        "filter_spec": "original",
        "page": page,
        "office": world.office_here.pk,
        "office_uuid": world.office_here.uuid,
        "report": world.report_here.uuid,
        "contact": world.contact_here.pk,
        "special_days": world.office_here.special_days.get().pk,
        "image": image.pk,
        "document": document.pk,
        "collection": world.files.collection_here.pk,
        "editor": world.people["editor_here"].pk,
        "group": world.here.group_id,
        "agreement": world.texts.working_text.agreement_id,
        "working_text": world.texts.working_text.pk,
        "section": world.texts.section.pk,
        "organisation": world.here.pk,
        "article": world.pages.article_here.pk,
        "network_document": world.files.network_document.url.removeprefix("/dokumente/"),
        "rest": "1/",
        "invitation_there": Invitation.objects.get().pk,
        "organization_id": world.here.uuid,
        "service_id": service_id(world.here.uuid, "jmd"),
        "service_at_location_id": service_at_location_id(world.office_here.uuid, "jmd"),
        "taxonomy_id": taxonomy_id(SERVICES),
        "term_id": term_id(SERVICES, "jmd"),
        "site": Site.objects.get().pk,
        **world.reference_data,
    }
