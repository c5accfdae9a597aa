"""What could point to a person is taken out of every line of a log file."""

import logging

import pytest

from portal.core.log_privacy import PrivateFormatter, without_personal_data


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Mail to marker@example.org failed", "Mail to [E-Mail] failed"),
        ("{'Marker.Ä@example.org': (550, b'no')}", "{'[E-Mail]': (550, b'no')}"),
        ("Not Found: /x/marker%40example.org/", "Not Found: /x/[E-Mail]/"),
        ("GET /suche/?q=marker HTTP/1.1", "GET /suche/?[…] HTTP/1.1"),
        ('"GET /suche/?q="marker"&x HTTP/1.1" 200', '"GET /suche/?[…] HTTP/1.1" 200'),
        ("Referer https://example.org/a?b=marker fails", "Referer https://example.org/a?[…] fails"),
        ("Not Found: /konto/einladung/Ab3_marker-X/", "Not Found: /konto/einladung/[…]/"),
        (
            "Not Found: /konto/password/reset/key/2-marker1/",
            "Not Found: /konto/password/reset/key/[…]/",
        ),
        ("Not Found: /en/konto/einladung/mARKER", "Not Found: /en/konto/einladung/[…]"),
        ("Not Found: /aktuelles/vorschau/Ab3_marker-X/", "Not Found: /aktuelles/vorschau/[…]/"),
        ("Not Found: /en/aktuelles/vorschau/marker", "Not Found: /en/aktuelles/vorschau/[…]"),
        (
            "Gone: https://example.org/aktuelles/abo/marker/ende/",
            "Gone: https://example.org/aktuelles/abo/[…]/ende/",
        ),
        ("Invalid request from ip=203.0.113.7: x", "Invalid request from ip=[Adresse]: x"),
        ("from 2001:db8::dead:beef at last", "from [Adresse] at last"),
        ("exists\nDETAIL:  Key (name)=(marker) exists.", "exists\nDETAIL: […]"),
    ],
)
def test_personal_data_is_taken_out(line: str, kept: str) -> None:
    assert without_personal_data(line) == kept


@pytest.mark.parametrize(
    "line",
    [
        "Internal Server Error: /konto/daten/loeschen/",
        "Not Found: /vereinbarung/fassungen/12.json",
        "Not Found: /aktuelles/abo/",
        "Not Found: /aktuelles/termine/",
        'File "/app/portal/core/errors.py", line 12, in page_not_found',
        "2026-11-23 12:30:45,123 WARNING Django 5.2.19",
        "Warum? Darum.",
        "Listening at: http://127.0.0.1:8000 (1)",
    ],
)
def test_what_an_operator_needs_stays(line: str) -> None:
    assert without_personal_data(line) == line


def test_a_traceback_is_cleaned_as_well() -> None:
    trace = (ValueError, ValueError("marker@example.org"), None)
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "%s", ("/a?marker",), trace)
    text = PrivateFormatter().format(record)
    assert "ValueError: [E-Mail]" in text
    assert "marker" not in text
