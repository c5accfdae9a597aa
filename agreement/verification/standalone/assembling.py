"""The verifier as one file: its modules one after the other, their imports on top.

One file on purpose: whoever checks can read all of it, and needs to install nothing.
"""

import ast
from functools import cache
from pathlib import Path

FILE_NAME = "pruefe_vereinbarung.py"
PACKAGE = "agreement.verification.standalone"
MODULES = (
    "words",
    "strict_json",
    "hashes",
    "ed25519",
    "notes",
    "material",
    "acts",
    "ledger",
    "seal",
    "pdf",
    "versions",
    "sources",
    "report",
)
"""In an order in which each needs only those before it."""

HEAD = '''#!/usr/bin/env python3
"""Prüft Fassungen einer Vereinbarung – ohne das Portal, aus dem sie stammen.

    python3 pruefe_vereinbarung.py DATEI [--checkpoint PRÜFPUNKT] [--english]

DATEI ist das PDF einer Fassung, ein Nachweis als ZIP oder JSON, oder ein entpackter Ordner.
PRÜFPUNKT ist eine Datei mit einem Prüfpunkt, den Sie selbst aufbewahrt haben: die Notiz, die
E-Mail damit, oder ein PDF oder Nachweis von früher.
Ergebnis: 0 in Ordnung und durch Prüfpunkt gesichert, 3 in Ordnung, aber nicht gesichert,
1 verändert oder unvollständig, 2 nicht lesbar. Es braucht Python ab 3.9 und sonst nichts.

Checks versions of an agreement without the portal they come from: bytes, hash, previous version,
ledger, Merkle root, checkpoint, keys, signatures, files. Standard library only; Ed25519 is
checked by `cryptography` where that is installed, else by the arithmetic of RFC 8032 below.
The format is described beside the place where this file is offered.
"""

from __future__ import annotations

'''
TAIL = """

if __name__ == "__main__":
    run()
"""


@cache
def assembled() -> bytes:
    """Return the file."""
    imports: set[str] = set()
    names: dict[str, set[str]] = {}
    parts = []
    for module in MODULES:
        source = (Path(__file__).parent / f"{module}.py").read_text(encoding="utf-8")
        parts.append(_without_imports(module, source, imports, names))
    lines = sorted(f"import {name}" for name in imports)
    lines += [f"from {name} import {', '.join(sorted(names[name]))}" for name in sorted(names)]
    return (HEAD + "\n".join(lines) + "\n" + "".join(parts) + TAIL).encode()


def _without_imports(
    module: str, source: str, imports: set[str], names: dict[str, set[str]]
) -> str:
    """Return what a module defines under a heading; collect what it imports from outside."""
    kept = source.splitlines()
    docstring, *nodes = ast.parse(source).body
    gone = [docstring]
    for node in nodes:
        if isinstance(node, ast.Import):
            imports.update(alias.name for alias in node.names)
            gone.append(node)
        elif isinstance(node, ast.ImportFrom):
            gone.append(node)
            origin = node.module or ""
            if origin != "__future__" and not origin.startswith(PACKAGE):
                names.setdefault(origin, set()).update(alias.name for alias in node.names)
    for node in gone:
        for line in range(node.lineno - 1, node.end_lineno or node.lineno):
            kept[line] = ""
    title = (ast.get_docstring(ast.parse(source)) or module).partition("\n")[0]
    return f"\n\n# --- {title}\n\n" + "\n".join(kept).strip("\n") + "\n"
