"""The forms of the search's words, with a try before anything is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.snippets.views import snippets

from portal.core.visibility import viewer
from portal.search.words.groups import read_group
from portal.search.words.trials import try_group, try_part

TRY = "try"


class TriedFirst:
    """Adds a button that shows what would be found and keeps nothing.

    A form that is wrong is answered as when it is saved.
    """

    request: HttpRequest
    action: str
    form: Any
    trial: dict[str, Any] | None = None

    def get_available_actions(self) -> list[str]:
        """Return the acts of the form, the try among them."""
        return [*super().get_available_actions(), TRY]  # type: ignore[misc]

    def form_valid(self, form: Any) -> HttpResponse:
        """Show the form again with the outcome of the try; else keep it."""
        if self.action != TRY:
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            return answer
        self.form = form
        self.trial = self.tried(form)
        shown: HttpResponse = self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the outcome of the try."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"trial": self.trial}

    def tried(self, form: Any) -> dict[str, Any]:
        """Return what a valid form would change."""
        raise NotImplementedError


class TriedGroup(TriedFirst):
    """Tries each word of a group."""

    def tried(self, form: Any) -> dict[str, Any]:
        """Return a line for each word."""
        words = read_group(form.cleaned_data["words"]) if form.cleaned_data["is_active"] else ()
        language = self.request.LANGUAGE_CODE or "de"
        found = try_group(words, viewer(self.request), language, instead_of=form.instance.pk)
        return {"words": found}


class TriedPart(TriedFirst):
    """Tries a part of words."""

    def tried(self, form: Any) -> dict[str, Any]:
        """Return in which words the part is, and what it brings."""
        return {"part": try_part(form.cleaned_data["word"], viewer(self.request))}


class AddSynonyms(TriedGroup, snippets.CreateView):
    """A new group, begun with a word that people looked for in vain if one is named."""

    def get_initial(self) -> dict[str, Any]:
        """Return what the form begins with: the word of the report."""
        word = " ".join(self.request.GET.get("wort", "").split())[:100]
        initial: dict[str, Any] = super().get_initial()
        return initial | {"words": f"{word}, "} if word else initial


class EditSynonyms(TriedGroup, snippets.EditView):
    """A group that is there."""


class AddCompoundWord(TriedPart, snippets.CreateView):
    """A new part of words."""


class EditCompoundWord(TriedPart, snippets.EditView):
    """A part of words that is there."""
