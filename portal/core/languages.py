"""One address in several languages: German without prefix, all others with theirs."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, get_language_info


@dataclass(frozen=True)
class LanguageLink:
    """The page one is on, in another language."""

    code: str
    name: str
    url: str
    is_current: bool


def language_codes() -> list[str]:
    """Return the codes of the interface languages, German first."""
    return [code for code, _name in settings.LANGUAGES]


def without_prefix(path: str) -> str:
    """Return an address in its German form: `/en/partner/` → `/partner/`."""
    first, _slash, rest = path.removeprefix("/").partition("/")
    is_prefix = first in language_codes() and first != settings.LANGUAGE_CODE
    return f"/{rest}" if is_prefix else path


def localized_path(path: str, language: str | None = None) -> str:
    """Return a German address in a language (by default the active one)."""
    code = language or get_language() or settings.LANGUAGE_CODE
    return path if code == settings.LANGUAGE_CODE else f"/{code}{path}"


def language_links(full_path: str) -> list[LanguageLink]:
    """Return links to the same address, query included, in every language."""
    german = without_prefix(full_path)
    return [
        LanguageLink(
            code=code,
            name=get_language_info(code)["name_local"],
            url=localized_path(german, code),
            is_current=code == get_language(),
        )
        for code in language_codes()
    ]
