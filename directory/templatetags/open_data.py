"""Where an office's files stand, for templates that have the page at hand."""

from typing import Any

from django import template

from directory.open_data import addresses

register = template.Library()


@register.simple_tag(takes_context=True)
def vcard_url(context: dict[str, Any], office: Any) -> str:
    """Return the address of an office's vCard."""
    return addresses.vcard_url(office, context["request"])


@register.simple_tag(takes_context=True)
def json_url(context: dict[str, Any], office: Any) -> str:
    """Return the address of an office as JSON-LD."""
    return addresses.json_url(office, context["request"])
