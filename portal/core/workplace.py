"""What the admin's home shows somebody to do: apps add panels in `AppConfig.ready()`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


class PanelOnHome(Component):
    """A panel as Wagtail's home page renders it."""

    template_name = "workplace/panel.html"

    def __init__(self, panel: Panel, name: str, order: int) -> None:
        """Hold the panel, its registered name and its place."""
        self.panel, self.name, self.order = panel, name, order

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Hand the panel to the template."""
        return {"panel": self.panel, "id": f"workplace-{self.name}"}


_builders: dict[str, tuple[int, Builder]] = {}


def register_panel(name: str, build: Builder, order: int) -> None:
    """Add a panel to the home page of everybody for whom `build` makes one.

    Orders: 100–190 what to do oneself, 200–290 what the coordination watches.
    Raises ValueError if the name is taken.
    """
    if name in _builders:
        raise ValueError(f"There is a panel called “{name}” already")
    _builders[name] = (order, build)


def panels_for(request: HttpRequest) -> list[PanelOnHome]:
    """Return the panels of whoever asks: what there is to do first, then what there is not.

    A panel without lines and without a sentence is left out.
    """
    built = ((order, name, build(request)) for name, (order, build) in _builders.items())
    shown = [
        (not panel.lines, order, name, panel)
        for order, name, panel in built
        if panel is not None and (panel.lines or panel.empty)
    ]
    shown.sort(key=lambda each: each[:3])
    return [
        PanelOnHome(panel, name, place) for place, (_empty, _order, name, panel) in enumerate(shown)
    ]
