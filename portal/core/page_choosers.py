"""Wagtail's choosers of pages, limited to what somebody may choose (see `page_choice`)."""

import json
import re
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.views import chooser
from wagtail.models import Page

from portal.core.page_choice import as_shown_to, choosable, own_roots

PER_PAGE = 25


def _types(request: HttpRequest) -> tuple[type[Page], ...]:
    """Return the types asked for; raises Http404 for what is none."""
    names = request.GET.get("page_type") or chooser.base_page_type_string
    try:
        return tuple(chooser.page_models_from_string(names))
    except (ValueError, LookupError) as error:
        raise Http404 from error


def _keys(values: list[str]) -> list[int]:
    """Return primary keys; raises Http404 for what is no number."""
    if not all(value.isdecimal() for value in values):
        raise Http404
    return [int(value) for value in values]


class BrowseView(chooser.BrowseView):
    """Walking down the tree of pages."""

    _parent: Page

    @property
    def parent_page(self) -> Page:
        """The page whose children are listed; Wagtail sets it when it has found it."""
        return self._parent

    @parent_page.setter
    def parent_page(self, page: Page) -> None:
        self._parent = as_shown_to(page, self.request.user)
        page.way_here = self.way_here  # the template calls it

    def way_here(self) -> list[dict[str, str]]:
        """Return the breadcrumbs: what lies above, as far as it may be chosen or passed."""
        above = choosable(self._parent.get_ancestors(), self.request.user)
        return [
            {
                "url": reverse("wagtailadmin_choose_page_child", args=[page.pk]),
                "label": as_shown_to(page, self.request.user).get_admin_display_title(),
            }
            for page in above
        ]

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Show the children of a page; 404 alike for one that is missing or not to be chosen."""
        _keys([value for value in request.GET.getlist("target_pages[]") if value])
        types = _types(request)
        if parent_page_id is not None:
            if not self._can_pass(parent_page_id):
                raise Http404
        elif types != (Page,):
            pages: Any = choosable(Page.objects.type(*types), request.user)
            place = pages.first_common_ancestor().pk
            parent_page_id = place if self._can_pass(place) else None
        response: HttpResponse = super().get(request, parent_page_id)
        return response

    def _can_pass(self, key: int) -> bool:
        return choosable(Page.objects.filter(pk=key), self.request.user).exists()

    def filter_object_list(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Return the children that may be chosen or passed, as this person may see them."""
        found: Any = super().filter_object_list(choosable(pages, self.request.user))
        # The state of each row is looked up for all at once.
        found = found.prefetch_workflow_states().annotate_approved_schedule()
        inner = found._iterable_class

        def rows(iterable: Any) -> Any:
            for page in inner.__iter__(iterable):
                page._cached_parent_obj = self._parent  # each row asks for it
                yield as_shown_to(page, self.request.user)

        found._iterable_class = type("ShownPages", (inner,), {"__iter__": rows})
        shown: QuerySet[Any] = found
        return shown


class SearchView(chooser.SearchView):
    """Searching pages by their published title."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what is found; the number says no more than the list."""
        form = SearchForm(request.GET)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        words = re.sub(r"[^\w\s-]", " ", words).strip()  # marks are commands to some databases
        keys = choosable(Page.objects.type(*_types(request)), request.user).values("pk")
        pages: Any = Page.objects.filter(pk__in=keys, depth__gt=1)
        found = pages.autocomplete(words) if words else pages.none()
        self.i18n_enabled = True
        self.is_multiple_choice = request.GET.get("multiple")
        shown = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
        shown.object_list = self._in_full(shown.object_list)
        table = chooser.PageChooserTable(self.columns, shown, show_locale_labels=True)
        context = {
            "searchform": form,
            "table": table,
            "pages": shown,
            "page_type_string": request.GET.get("page_type") or chooser.base_page_type_string,
        }
        return TemplateResponse(
            request,
            "wagtailadmin/chooser/_search_results.html",
            chooser.shared_context(request, context),
        )

    def _in_full(self, found: Any) -> list[Any]:
        """Return the found pages in their order with all that a row shows of them.

        Each knows its parent, and both show no more than they may; the same few queries
        however many there are.
        """
        user = self.request.user
        by_key = {page.pk: page for page in _with_state([page.pk for page in found])}
        pages = [by_key[page.pk] for page in found]
        above = {page.path[: -page.steplen] for page in pages}
        parents = Page.objects.filter(path__in=above).select_related("locale")
        by_path = {parent.path: as_shown_to(parent, user) for parent in parents}
        for page in pages:
            as_shown_to(page, user)
            page._cached_parent_obj = by_path[page.path[: -page.steplen]]
            page.can_choose, page.is_parent_page = True, False
        return pages


def _with_state(keys: list[int]) -> Any:
    pages: Any = Page.objects.filter(pk__in=keys).select_related("locale")
    return pages.annotate_approved_schedule().prefetch_workflow_states().specific()


class ChosenMultipleView(chooser.ChosenMultipleView):
    """The end of choosing several pages."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Give back those of the chosen pages that may be chosen."""
        keys = _keys(request.GET.getlist("id"))
        pages: Any = choosable(Page.objects.filter(pk__in=keys), request.user)
        result = [
            {
                "id": page.pk,
                "parentId": parent.pk if (parent := page.get_parent()) else None,
                "adminTitle": as_shown_to(page, request.user).get_admin_display_title(),
                "editUrl": reverse("wagtailadmin_pages:edit", args=(page.pk,)),
                "url": page.url,
            }
            for page in pages.specific()
        ]
        response: HttpResponse = self.render_chosen_response(result)
        return response


class ExternalLinkView(chooser.ExternalLinkView):
    """A typed address, which Wagtail turns into a link to the page that stands there."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the address as it is where the page is not to be chosen, or has another draft."""
        response: HttpResponse = super().post(request)
        answer = json.loads(response.content)
        found = answer.get("internal") or answer.get("result") or {}
        if "id" not in found:
            return response
        page = choosable(Page.objects.filter(pk=found["id"]), request.user).first()
        is_own = page is not None and page.path.startswith(own_roots(request.user))
        if is_own or (page is not None and page.draft_title == page.title):
            return response
        plain: HttpResponse = self.render_chosen_response(self.get_result_data())
        return plain
