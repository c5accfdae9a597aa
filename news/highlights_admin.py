"""The page of the admin on which the coordination puts an article or an event first."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from news.highlights import (
    USUAL,
    can_be_highlighted,
    last_day,
    may_highlight,
    put_first,
    take_back,
)
from news.models import Highlight

ACTIONS = (
    ("portal.news.highlight", gettext_lazy("Hervorheben"), gettext_lazy("Hervorgehoben")),
    (
        "portal.news.highlight_ended",
        gettext_lazy("Hervorhebung beenden"),
        gettext_lazy("Hervorhebung beendet"),
    ),
)


class HighlightForm(forms.Form):
    """Until which day, that day included."""

    until = forms.DateField(
        label=gettext_lazy("Bis einschließlich"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Höchstens 90 Tage. Danach steht die Seite wieder bei den anderen."),
    )

    def clean_until(self) -> Any:
        """Refuse a day that is over, and one too far away."""
        until = self.cleaned_data["until"]
        today = timezone.localdate()
        if until < today:
            raise forms.ValidationError(
                _("Dieser Tag ist schon vorbei. Bitte wählen Sie heute oder einen späteren Tag.")
            )
        if until > last_day(today):
            sentence = _("Das ist zu weit voraus. Bitte wählen Sie spätestens den %(day)s.")
            raise forms.ValidationError(sentence % {"day": date_format(last_day(today))})
        return until


class HighlightView(WagtailAdminTemplateMixin, TemplateView):
    """Puts a page first until a day, changes the day, or takes that back."""

    template_name = "news/admin/highlight.html"
    page_title = gettext_lazy("Hervorheben")
    header_icon = "pick"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let only the coordination in, and only for articles and events."""
        if not may_highlight(request.user):
            raise PermissionDenied
        self.page = get_object_or_404(Page, pk=kwargs["pk"])
        if not can_be_highlighted(self.page):
            raise Http404
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer

    def get_page_subtitle(self) -> str:
        """Return the page's title."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here over the page's editor; the page's own name comes last."""
        here = {"url": "", "label": self.get_page_title()}
        editor = {"url": self._editor(), "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, editor, here]

    def _editor(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, as it was sent if it has a mistake, and what holds now."""
        current = Highlight.objects.filter(page=self.page, until__gte=timezone.localdate()).first()
        usual = current.until if current else timezone.localdate() + USUAL
        return {
            "form": HighlightForm(initial={"until": usual}),
            **super().get_context_data(**kwargs),
            "current": current,
            "shown_page": self.page,
            "editor_url": self._editor(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what was sent; a form with a mistake comes again."""
        name = {"title": self.page.get_admin_display_title()}
        if "take_back" in request.POST:
            take_back(self.page, request.user)
            messages.success(request, _("„%(title)s“ ist nicht mehr hervorgehoben.") % name)
            return redirect(self._editor())
        form = HighlightForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        until = form.cleaned_data["until"]
        put_first(self.page, until, request.user)
        sentence = _("„%(title)s“ ist bis zum %(day)s hervorgehoben.")
        messages.success(request, sentence % {**name, "day": date_format(until)})
        return redirect(self._editor())


def highlight_urls() -> list[URLPattern]:
    """Return the address of the page."""
    return [path("news/highlights/<int:pk>/", HighlightView.as_view(), name="news_highlight")]


def highlight_button(page: Page, user: Any, view_name: str, next_url: Any = None) -> Iterator[Any]:
    """Offer the page beside the other acts on an article or event, to those who may."""
    if page.pk and can_be_highlighted(page) and may_highlight(user):
        url = reverse("news_highlight", args=[page.pk])
        yield Button(_("Hervorheben …"), url, icon_name="pick", priority=66)


def highlight_log(actions: LogActionRegistry) -> None:
    """Name the acts for the log."""
    for action in ACTIONS:
        actions.register_action(*action)


def register_highlights() -> None:
    """Wire the page into the admin."""
    hooks.register("register_admin_urls", highlight_urls)
    hooks.register("register_page_header_buttons", highlight_button)
    hooks.register("register_log_actions", highlight_log)
