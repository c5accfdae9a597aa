"""Wagtail's choosers without inline scripts, which the content security policy refuses.

Wagtail starts date fields, choosers and inline panels by a script beside each. Templates of
the same name in `portal/core/templates/wagtailadmin/` put the call into attributes instead,
and `portal/admin-start.js` makes it. Choosers write theirs in Python: this module mends that.
It may go when Wagtail's admin works under a policy (wagtail/wagtail#1288).
"""

import re
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser

CALL = re.compile(r"(?:new )?(?P<name>\w+)\((?P<arguments>.*)\);", re.DOTALL)


def render_chooser(
    self: Any, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
) -> SafeString:
    """Return the HTML of a chooser with the call that starts it, as Wagtail words it."""
    attributes = attrs or {}
    data = self.get_value_data(value)
    call = CALL.fullmatch(self.render_js_init(attributes["id"], name, data))
    if call is None:
        raise ValueError(f"{type(self).__name__} starts in a way that is not known here")
    return format_html(
        '{}<template data-start="{}" data-arguments="[{}]"></template>',
        self.render_html(name, data, attributes),
        call["name"],
        call["arguments"],
    )


def start_choosers_by_attribute() -> None:
    """Let every chooser of Wagtail render without an inline script."""
    BaseChooser.render = render_chooser
