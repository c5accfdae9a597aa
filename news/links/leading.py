"""Which links lead nowhere, for many at once: each kind is looked up by one query or two."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import Http404
from django.urls import Resolver404, ResolverMatch, resolve
from django.urls.resolvers import RegexPattern, URLResolver
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.documents import get_document_model
from wagtail.models import Page

from news.links.targets import Kind, Target
from portal.core.visibility import Viewer, visible

PAGES = "wagtail_serve"
DOCUMENTS = "wagtaildocs_serve"
HOMES_DEPTH = 2


def leading_nowhere(targets: Collection[Target], visitor: Viewer) -> set[Target]:
    """Return the targets at which a visitor finds nothing.

    The number of queries does not grow with the targets.
    """
    keys = {target: target.value for target in targets if target.kind is Kind.PAGE}
    documents = {target: target.value for target in targets if target.kind is Kind.DOCUMENT}
    paths: dict[Target, str] = {}
    nowhere = set()
    for target in (target for target in targets if target.kind is Kind.PATH):
        match = _resolved(target.value)
        if match is None:
            nowhere.add(target)
        elif match.url_name == DOCUMENTS:
            documents[target] = str(match.args[0])
        elif match.url_name == PAGES:
            paths[target] = target.value
    nowhere |= _without_page(keys, visitor) | _without_document(documents)
    return nowhere | _without_page_at(paths, visitor)


def _resolved(path: str) -> ResolverMatch | None:
    """Return what answers at a path in German; None if nothing does."""
    with translation.override(settings.LANGUAGE_CODE):
        try:
            return resolve(_with_slash(_in_german(path)))
        except Resolver404:
            return None


def _with_slash(path: str) -> str:
    """Return where an address without its last slash leads on to, unless it names a file."""
    is_file = "." in path.rpartition("/")[2]
    return path if is_file or path.endswith("/") else f"{path}/"


def _in_german(path: str) -> str:
    """Return a path without the language in front of it: every page stands in each language."""
    language, _slash, rest = path.removeprefix("/").partition("/")
    return f"/{rest}" if language in dict(settings.LANGUAGES) else path


def _without_page(keys: Mapping[Target, str], visitor: Viewer) -> set[Target]:
    seen = visible(Page.objects.filter(pk__in=_numbers(keys.values())), visitor)
    known = {str(key) for key in seen.values_list("pk", flat=True)} if keys else set()
    return {target for target, key in keys.items() if key not in known}


def _without_document(keys: Mapping[Target, str]) -> set[Target]:
    documents = get_document_model().objects.filter(pk__in=_numbers(keys.values()))
    known = {str(key) for key in documents.values_list("pk", flat=True)} if keys else set()
    return {target for target, key in keys.items() if key not in known}


def _numbers(keys: Iterable[str]) -> list[int]:
    """Return keys as numbers, without those that are larger than any key."""
    return [int(key) for key in keys if len(key) < len(str(2**31))]


def _without_page_at(paths: Mapping[Target, str], visitor: Viewer) -> set[Target]:
    """Return the targets at whose paths there is no page, no part of one, and no redirect."""
    if not paths:
        return set()
    homes = list(Page.objects.filter(depth=HOMES_DEPTH).values_list("url_path", flat=True))
    steps = {target: _steps(path) for target, path in paths.items()}
    asked = {home + step for each in steps.values() for step in each for home in homes}
    pages: Any = visible(Page.objects.filter(url_path__in=asked), visitor)
    types = dict(pages.values_list("url_path", "content_type"))
    nowhere = {
        target
        for target, each in steps.items()
        if not any(_is_answered(home, each, types) for home in homes)
    }
    return nowhere - _redirected({target: paths[target] for target in nowhere})


def _steps(path: str) -> list[str]:
    """Return the ways to a path below a home page, the shortest first: "", "a/", "a/b/"."""
    parts = [part for part in _in_german(path).split("/") if part]
    return ["".join(f"{part}/" for part in parts[:end]) for end in range(len(parts) + 1)]


def _is_answered(home: str, steps: list[str], types: Mapping[str, int]) -> bool:
    """Return whether there is a page at the last step, or one before it that knows the rest."""
    for step in reversed(steps):
        kind = types.get(home + step)
        if kind is not None:
            rest = steps[-1].removeprefix(step)
            return not rest or _knows(ContentType.objects.get_for_id(kind).model_class(), rest)
    return False


def _knows(model: type[Model] | None, rest: str) -> bool:
    if model is None or not issubclass(model, RoutablePageMixin):
        return False
    routable: Any = model
    resolver = URLResolver(RegexPattern(r"^/"), routable.get_subpage_urls())
    for path in (f"/{rest}", f"/{rest}".removesuffix("/")):
        try:
            resolver.resolve(path)
        except Http404:
            continue
        return True
    return False


def _redirected(paths: Mapping[Target, str]) -> set[Target]:
    old = {target: Redirect.normalise_path(path) for target, path in paths.items()}
    found = Redirect.objects.filter(old_path__in=set(old.values()))
    known = set(found.values_list("old_path", flat=True)) if old else set()
    return {target for target, path in old.items() if path in known}
