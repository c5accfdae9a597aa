"""What templates of articles and events show of their page."""

from typing import Any

from django import template

from news import body

register = template.Library()


@register.simple_tag(takes_context=True)
def shown_blocks(context: dict[str, Any], page: Any) -> list[body.ShownBlock]:
    """Return the parts of a page's text that the reader may see."""
    return body.shown_blocks(page, context["request"])


@register.simple_tag
def lead_picture(page: Any) -> body.ShownPicture | None:
    """Return the picture above a page's text."""
    return body.lead_picture(page)
