"""The links of a page with the field in which each stands, in the words of the form."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, URLField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from news.links.targets import Kind, Target, target_of_address, targets_in_html

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: in which field, and where it leads."""

    field: str
    target: Target


def links_of(page: Page, hosts: Collection[str]) -> Iterator[Link]:
    """Yield the links of a page of a specific type; `hosts` are the portal's own.

    Needs no query: choosers hold keys, and texts are read as they are stored.
    """
    inherited = set(Page._meta.get_fields())
    for field in page._meta.get_fields():
        if field in inherited or not hasattr(field, "verbose_name"):
            continue
        name = str(capfirst(field.verbose_name))
        for words, target in _targets(page, field, name, hosts):
            yield Link(words[:LONGEST_NAME], target)


def _targets(
    page: Page, field: Any, name: str, hosts: Collection[str]
) -> Iterator[tuple[str, Target]]:
    if isinstance(field, StreamField):
        yield from _in_stream(getattr(page, field.name), name, hosts)
        return
    found: Any = ()
    if isinstance(field, RichTextField):
        found = targets_in_html(getattr(page, field.name), hosts)
    elif isinstance(field, URLField):
        found = filter(None, [target_of_address(getattr(page, field.name), hosts)])
    elif isinstance(field, ForeignKey) and _is_page(field.related_model):
        key = getattr(page, field.attname)
        found = [Target(Kind.PAGE, str(key))] if key and field.name != "page_ptr" else []
    for target in found:
        yield name, target


def _is_page(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, Page)


def _in_stream(stream: Any, name: str, hosts: Collection[str]) -> Iterator[tuple[str, Target]]:
    for number, part in enumerate(stream.raw_data, start=1):
        block = stream.stream_block.child_blocks.get(part["type"])
        if block is not None:
            words = _("%(field)s, Block %(number)s: %(block)s") % {
                "field": name,
                "number": number,
                "block": block.label,
            }
            for target in _in_block(block, part["value"], hosts):
                yield words, target


def _in_block(block: blocks.Block, value: Any, hosts: Collection[str]) -> Iterator[Target]:
    """Yield where a block's stored value leads, whatever it is made of."""
    if not value:
        return
    match block:
        case blocks.RichTextBlock():
            yield from targets_in_html(value, hosts)
        case blocks.URLBlock():
            yield from filter(None, [target_of_address(value, hosts)])
        case blocks.PageChooserBlock():
            yield Target(Kind.PAGE, str(value))
        case DocumentChooserBlock():
            yield Target(Kind.DOCUMENT, str(value))
        case blocks.ListBlock() | blocks.StructBlock():
            for inner, each in _parts(block, value):
                yield from _in_block(inner, each, hosts)


def _parts(block: Any, value: Any) -> Iterator[tuple[blocks.Block, Any]]:
    """Yield the parts of a list or structure with their values; early lists kept values alone."""
    if isinstance(block, blocks.StructBlock):
        yield from ((inner, value.get(name)) for name, inner in block.child_blocks.items())
        return
    for item in value:
        is_whole = isinstance(item, dict) and "value" in item
        yield block.child_block, item["value"] if is_whole else item
