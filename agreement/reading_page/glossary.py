"""Abbreviations in the text of an agreement, explained where they stand.

The services come from the directory, as they are called today; laws and authorities stand here.
Explanations are German like the text they belong to.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

LAWS_AND_AUTHORITIES: Mapping[str, str] = {
    "AsylbLG": "Asylbewerberleistungsgesetz",
    "AsylG": "Asylgesetz",
    "AufenthG": "Aufenthaltsgesetz",
    "AufenthV": "Aufenthaltsverordnung",
    "BAföG": "Bundesausbildungsförderungsgesetz",
    "BAMF": "Bundesamt für Migration und Flüchtlinge",
    "BGB": "Bürgerliches Gesetzbuch",
    "BMFSFJ": "Bundesministerium für Familie, Senioren, Frauen und Jugend",
    "BMI": "Bundesministerium des Innern",
    "BVFG": "Bundesvertriebenengesetz",
    "DSGVO": "Datenschutz-Grundverordnung",
    "EU": "Europäische Union",
    "EWR": "Europäischer Wirtschaftsraum",
    "FlüAG": "Flüchtlingsaufnahmegesetz des Landes Baden-Württemberg",
    "KJP": "Kinder- und Jugendplan des Bundes",
    "KSV": "Kooperations- und Schnittstellenvereinbarung",
    "LDSG": "Landesdatenschutzgesetz Baden-Württemberg",
    "SGB II": "Zweites Buch Sozialgesetzbuch: Bürgergeld, Grundsicherung für Arbeitsuchende",
    "SGB III": "Drittes Buch Sozialgesetzbuch: Arbeitsförderung",
    "SGB V": "Fünftes Buch Sozialgesetzbuch: gesetzliche Krankenversicherung",
    "SGB VIII": "Achtes Buch Sozialgesetzbuch: Kinder- und Jugendhilfe",
    "SGB IX": "Neuntes Buch Sozialgesetzbuch: Rehabilitation und Teilhabe",
    "SGB X": "Zehntes Buch Sozialgesetzbuch: Verwaltungsverfahren und Sozialdatenschutz",
    "SGB XII": "Zwölftes Buch Sozialgesetzbuch: Sozialhilfe",
    "UMA": "unbegleitete minderjährige Ausländerinnen und Ausländer",
    "VwV": "Verwaltungsvorschrift",
}

_SHORT = re.compile(r"\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*")
"""What is an abbreviation at all: not every short name of a service is one."""
_TOLD = re.compile(rf"(?P<name>.+) \((?P<short>{_SHORT.pattern})\)")
"""A name that tells its abbreviation."""


@dataclass(frozen=True)
class Glossary:
    """Abbreviations and what they mean."""

    meanings: Mapping[str, str]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.meanings, key=len, reverse=True)
        # "SGB VIII" may be held together by a space that does not break.
        words = (re.escape(term).replace(r"\ ", "[ \N{NO-BREAK SPACE}]") for term in longest_first)
        return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")

    def _key(self, found: str) -> str:
        return found.replace("\N{NO-BREAK SPACE}", " ")

    def explainer(self) -> Callable[[str], SafeString]:
        """Return what escapes the texts of one clause and explains each term at its first place."""
        seen: set[str] = set()

        def explain(text: str) -> SafeString:
            parts: list[SafeString] = []
            end = 0
            for match in self._pattern.finditer(text):
                term = self._key(match.group())
                if term in seen:
                    continue
                seen.add(term)
                abbreviation = format_html(
                    '<abbr title="{}">{}</abbr>', self.meanings[term], match.group()
                )
                parts += [escape(text[end : match.start()]), abbreviation]
                end = match.end()
            return format_html_join("", "{}", ((part,) for part in [*parts, escape(text[end:])]))

        return explain

    def used_in(self, texts: Iterable[str]) -> list[tuple[str, str]]:
        """Return the terms that stand in texts, with what they mean, in the order of letters."""
        found = {self._key(term) for text in texts for term in self._pattern.findall(text)}
        return sorted((term, self.meanings[term]) for term in found)


def glossary(services: Mapping[str, str]) -> Glossary:
    """Return the abbreviations of today; `services` are their full names by their short ones.

    Either may tell the abbreviation: “JMD”, or “Jugendmigrationsdienst (JMD)”.
    """
    own: dict[str, str] = {}
    for short, name in services.items():
        if short != name and _SHORT.fullmatch(short):
            own[short] = name
        elif told := _TOLD.fullmatch(name) or _TOLD.fullmatch(short):
            own[told["short"]] = told["name"]
    return Glossary({**LAWS_AND_AUTHORITIES, **own})
