"""The message catalogues: `python -m portal.translations` collects, `--check` only looks.

German is the source language and has no catalogue. Collecting keeps every translation, drops
what no source holds any more, and writes neither dates nor line numbers, so that a change of
the catalogue shows nothing but changed texts. By Babel, so that no gettext need be installed.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from portal.bootstrap import compile_translations
from portal.bootstrap_system import ROOT

SOURCES = ("portal", "agreement", "directory", "news", "templates")
PARTIAL = {"de_Simple"}
"""Catalogues that hold only what they say differently: what is missing is said in German."""

TEMPLATE_SUFFIXES = {".html", ".txt", ".xml"}
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)|%[sd]|\{(\w*)\}")
HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plural_forms}\n"

"""
Key = tuple[str | None, str]


def _is_partial(catalog: Catalog) -> bool:
    return catalog.locale_identifier in PARTIAL


def _key(message: Message) -> Key:
    return message.context, _forms(message.id)[0]


def _forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return the singular and plural forms of an id or of a translation."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _as_python(template: str) -> str:
    """Return a Django template as Python code with the same calls of gettext.

    Indentation goes: it says nothing in a template, and Python would stumble over it.
    """
    return "\n".join(line.lstrip() for line in templatize(template).splitlines())


def _source_files(root: Path) -> Iterator[Path]:
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*")):
            is_template = path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts
            if (path.suffix == ".py" and "migrations" not in path.parts) or is_template:
                yield path


def collect(root: Path = ROOT) -> Catalog:
    """Return all texts to translate, in the Python code and the templates below a folder."""
    catalog = Catalog(fuzzy=False)
    for path in _source_files(root):
        source = path.read_text(encoding="utf-8")
        code = source if path.suffix == ".py" else _as_python(source)
        found = extract(
            "python", io.BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"}
        )
        for _line, text, _comments, context in found:
            catalog.add(text, context=context)
    return catalog


def read(path: Path) -> Catalog:
    """Return a catalogue; an empty one if the file is not there yet."""
    language = path.parent.parent.name
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merge(texts: Catalog, translated: Catalog) -> Catalog:
    """Return a catalogue of exactly these texts with the translations there are.

    Nothing is guessed: a text that was reworded has to be translated anew. A partial catalogue
    keeps those texts alone that it translates.
    """
    known = {_key(message): message for message in translated if message.id}
    merged = Catalog(locale=translated.locale_identifier, fuzzy=False)
    for message in texts:
        if message.id:
            old = known.get(_key(message))
            same_forms = old is not None and len(_forms(old.id)) == len(_forms(message.id))
            string = old.string if old is not None and same_forms else ""
            if string or not _is_partial(translated):
                merged.add(message.id, string, context=message.context)
    return merged


def as_text(catalog: Catalog) -> str:
    """Return the catalogue's file: sorted, unwrapped, with a header that never changes."""
    body = io.BytesIO()
    write_po(body, catalog, width=0, omit_header=True, no_location=True, sort_output=True)
    header = HEADER.format(language=catalog.locale_identifier, plural_forms=catalog.plural_forms)
    return header + body.getvalue().decode().lstrip("\n")


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(match.group() for match in PLACEHOLDER.finditer(text))


def _placeholders_fit(message: Message) -> bool:
    """Tell whether each form names what its id names; a singular may leave the number out."""
    ids = [_placeholders(form) for form in _forms(message.id)]
    required, allowed = frozenset.intersection(*ids), frozenset.union(*ids)
    return all(required <= _placeholders(form) <= allowed for form in _forms(message.string))


def problems(texts: Catalog, translated: Catalog) -> list[str]:
    """Return one line for each text that is missing, obsolete, untranslated or wrong.

    Nothing is missing from a partial catalogue, but what it repeats it need not say.
    """
    is_partial = _is_partial(translated)
    sources = {_key(message): message for message in texts if message.id}
    known = {_key(message): message for message in translated if message.id}
    found = [] if is_partial else [("missing", key) for key in sources.keys() - known.keys()]
    found += [("obsolete", key) for key in known.keys() - sources.keys()]
    for key in sources.keys() & known.keys():
        message = known[key]
        if len(_forms(sources[key].id)) != len(_forms(message.id)):
            found.append(("other forms", key))
        elif message.fuzzy or not all(_forms(message.string)):
            found.append(("untranslated", key))
        elif not _placeholders_fit(message):
            found.append(("other placeholders", key))
        elif is_partial and _forms(message.string) == _forms(message.id):
            found.append(("as in German", key))
    return sorted(
        f"{what}: {text!r}" + (f" ({context})" if context else "")
        for what, (context, text) in found
    )


def catalogues(root: Path = ROOT) -> list[Path]:
    """Return the catalogues' files."""
    return sorted((root / "portal" / "locale").glob("*/LC_MESSAGES/django.po"))


def check(root: Path = ROOT) -> list[str]:
    """Return what is wrong in any catalogue, one line each."""
    texts = collect(root)
    return [
        f"{path.parent.parent.name}: {line}"
        for path in catalogues(root)
        for line in problems(texts, read(path))
    ]


def update(root: Path = ROOT) -> None:
    """Bring every catalogue up to date with the sources."""
    texts = collect(root)
    for path in catalogues(root):
        path.write_text(as_text(merge(texts, read(path))), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Collect and compile, or with `--check` only look; returns 1 if something is left to do."""
    only_look = "--check" in arguments
    if not only_look:
        update()
        compile_translations()
    lines = check()
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if lines and only_look else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
