"""What the admin's home shows somebody to do: apps add panels in `AppConfig.ready()`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

MOST_LINES = 8
"""How many lines a panel shows; the rest is counted."""


@dataclass(frozen=True)
class Line:
    """One thing to do or to know: what it is, where it is done, and a remark with a day."""

    title: str
    url: str = ""
    note: str = ""
    day: date | datetime | None = None


@dataclass(frozen=True)
class Panel:
    """A list on the home page.

    `total` counts all there is when `lines` are only the first of them. Without lines the
    panel shows `empty`, a sentence that helps, or nothing at all if there is none.
    """

    heading: str
    lines: Sequence[Line]
    intro: str = ""
    empty: str = ""
    total: int = 0
    more_url: str = ""
    more_text: str = ""

    @property
    def rest(self) -> int:
        """How many things are not listed."""
        return max(self.total - len(self.lines), 0)


Builder = Callable[[HttpRequest], Panel | None]
"""Makes a panel for whoever asks, with a number of queries that does not grow; None: no panel."""


@dataclass(order=True)
class PanelOfWorkplace(Component):  # type: ignore[misc]
    """A registered panel as Wagtail's home page renders it."""

    order: int
    name: str
    build: Builder = field(compare=False)

    template_name = "workplace/panel.html"

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> Any:
        """Return the panel's HTML, empty when there is nothing to say."""
        panel = self.build(parent_context["request"]) if parent_context else None
        if panel is None or not (panel.lines or panel.empty):
            return ""
        return super().render_html({**(parent_context or {}), "shown": panel})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Hand the built panel to the template."""
        return {"panel": parent_context["shown"], "id": f"workplace-{self.name}"}


_panels: list[PanelOfWorkplace] = []


def register_panel(name: str, build: Builder, order: int) -> None:
    """Add a panel to the home page of everybody for whom `build` makes one.

    Orders: 100–190 what to do, 200–290 the coordination's, 300–390 the administrators'.
    Raises ValueError if the name is taken.
    """
    if any(panel.name == name for panel in _panels):
        raise ValueError(f"There is a panel called “{name}” already")
    _panels.append(PanelOfWorkplace(order, name, build))
    _panels.sort()


def panels() -> list[PanelOfWorkplace]:
    """Return every registered panel in its order."""
    return list(_panels)
