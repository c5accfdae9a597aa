"""The menu of the account's pages, and names for devices."""

from typing import Any

from django import template
from django.template import Context

from portal.accounts.devices import device_named
from portal.accounts.navigation import account_entries

register = template.Library()
register.filter("device", device_named)


@register.inclusion_tag("account/menu.html", takes_context=True)
def account_menu(context: Context) -> dict[str, Any]:
    """Show the menu; the entry whose address begins the current one is the current page."""
    path = context["request"].path
    links = [(entry, path.startswith(entry.url)) for entry in account_entries()]
    return {"links": links}
