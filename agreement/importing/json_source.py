"""The JSON of a file as Python data, with nothing in it that could be read in two ways."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from agreement.importing.imported import ImportRefused

LARGEST_JSON = 10 * 1024 * 1024


class _Refused(ValueError):
    """Something JSON allows and this format does not; the message is a sentence."""


def read_source(content: bytes) -> Any:
    """Return what the JSON of a file says.

    Raises ImportRefused for a file that is too large or no JSON, for numbers with a fraction,
    for a name that stands twice in one object, and for what is nested without end.
    """
    if len(content) > LARGEST_JSON:
        raise ImportRefused.because(
            _(
                "Die Datei ist größer als 10 MB. So lang ist keine Vereinbarung: Prüfen Sie, ob "
                "es die richtige Datei ist."
            )
        )
    try:
        text = content.decode(json.detect_encoding(content))
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except _Refused as refusal:
        raise ImportRefused.because(str(refusal)) from None
    except RecursionError:
        sentence = _("Die Datei ist zu tief verschachtelt. Das ist keine Vereinbarung.")
        raise ImportRefused.because(sentence) from None
    except json.JSONDecodeError as error:
        raise ImportRefused.because(_no_json(), _place(error)) from None
    except ValueError:
        # Characters that do not fit the encoding, or a number of thousands of digits.
        raise ImportRefused.because(_no_json()) from None


def _no_json() -> str:
    return _("Die Datei lässt sich nicht als JSON lesen. Prüfen Sie diese Stelle.")


def _place(error: json.JSONDecodeError) -> str:
    return _("Zeile %(line)s, Zeichen %(column)s") % {"line": error.lineno, "column": error.colno}


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            sentence = _("„%(name)s“ steht zweimal an derselben Stelle. Löschen Sie eines davon.")
            raise _Refused(sentence % {"name": printable(name)})
        found[name] = value
    return found


def _no_float(number: str) -> Any:
    sentence = _("„%(number)s“ ist keine ganze Zahl. Kommazahlen kommen hier nicht vor.")
    raise _Refused(sentence % {"number": number[:40]})


def printable(text: str, longest: int = 60) -> str:
    """Return the beginning of a text from a file as it can stand in a sentence."""
    shown = "".join(char if char.isprintable() else " " for char in text[: longest + 1]).strip()
    return f"{shown[:longest]}…" if len(text) > longest else shown
