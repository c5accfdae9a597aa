"""`manage.py import_agreement`: versions of an agreement from JSON, or one from a Word file."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import date_format
from django.utils.translation import override

from agreement.importing.file_reading import read_path
from agreement.importing.imported import ImportProblem, ImportRefused
from agreement.importing.series import Outcome, Source, Wish, import_series, in_file
from agreement.importing.target import agreement_of
from agreement.models import Agreement
from agreement.permissions import may_decide_versions
from directory.groups import COORDINATION
from portal.accounts.models import User


class Command(BaseCommand):
    """Takes over files as the next versions of one agreement, and seals them if asked to."""

    help = (
        "Liest Fassungen einer Vereinbarung aus JSON-Dateien (eine je Fassung, in ihrer "
        "Reihenfolge) oder eine aus einer Word-Datei. Das Format steht in portal/docs/import.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files and what shall become of them."""
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--seal", action="store_true", help="jede Fassung festschreiben")
        parser.add_argument(
            "--legacy",
            action="store_true",
            help="sie wurden schon vor dem Portal unterzeichnet (nur mit --seal)",
        )
        parser.add_argument(
            "--in-force",
            metavar="DATE",
            help="Tag, ab dem die (letzte) Fassung gilt; schließt --seal und --legacy ein",
        )
        parser.add_argument(
            "--agreement",
            metavar="SLUG",
            help="Adresse der Vereinbarung, deren nächste Fassung das ist; sonst entscheiden "
            "Aktenzeichen und Titel",
        )
        parser.add_argument("--by", metavar="EMAIL", help="wer handelt; sonst die Koordination")
        parser.add_argument(
            "--doubtful",
            choices=("ask", "new", "same"),
            default="ask",
            help="was eine Klausel ohne uid ist, die einer anderen nur ähnelt: ablehnen, neu, "
            "dieselbe",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import all files or none of them; says what became of each."""
        with override(settings.LANGUAGE_CODE):
            by = _actor(options["by"])
            try:
                sources = _sources(options["files"], _day(options["in_force"]))
                wish = _wish(options, sources)
                agreement = _agreement(options["agreement"], sources[0])
                outcomes = import_series(sources, agreement, wish, by)
            except ImportRefused as refusal:
                raise CommandError(_in_lines(refusal.problems)) from None
            if wish.legacy and not options["legacy"]:
                self.stdout.write(
                    "Eine Reihe von Fassungen, und was schon in Kraft ist, wurde vor dem Portal "
                    "unterzeichnet: Sie sind als solche Texte festgeschrieben (--legacy)."
                )
            for outcome in outcomes:
                self._say(outcome)
            last = outcomes[-1].working_text
            self.stdout.write(f"Vereinbarung: {last.agreement.title}, /{last.agreement.slug}/")
            self.stdout.write(f"Arbeitsfassung: {last.url}")

    def _say(self, outcome: Outcome) -> None:
        counts = f"{outcome.kept} Klauseln wie bisher, {outcome.new} neu, {outcome.gone} entfallen"
        self.stdout.write(f"{outcome.source.name}: {counts}.")
        if outcome.version is not None:
            line = f"  Fassung {outcome.version.number}, SHA-256 {outcome.version.sha256}"
            if outcome.in_force:
                line += f", in Kraft ab {date_format(outcome.in_force)}"
            elif not outcome.version.is_legacy:
                line += ", noch nicht unterzeichnet"
            self.stdout.write(line)
        for remark in outcome.source.read.remarks:
            self.stdout.write(f"  Hinweis: {remark}")


def _actor(email: str | None) -> User:
    """Return who acts: the account that is named, else the first one of the coordination."""
    if email is None:
        found = User.objects.filter(groups__name=COORDINATION, is_active=True).order_by("pk")
        first = found.first()
        if first is None:
            raise CommandError(
                "Es gibt noch kein Konto der Koordination. Nur sie schreibt Vereinbarungen fest: "
                "Legen Sie eines an."
            )
        return first
    named = User.objects.filter(email__iexact=email).first()
    if named is None:
        raise CommandError(f"Ein Konto mit der Adresse {email} gibt es nicht.")
    if not may_decide_versions(named):
        raise CommandError(f"{email} gehört nicht zur Koordination. Nur sie importiert.")
    return named


def _sources(paths: Sequence[Path], in_force: date | None) -> list[Source]:
    """Return the files as they were read; raises ImportRefused with what is wrong in all."""
    sources, problems = [], []
    for path in paths:
        try:
            read, is_word = read_path(path)
        except ImportRefused as refusal:
            problems += in_file(path.name, refusal.problems)
        else:
            sources.append(Source(path.name, read, is_word))
    if problems:
        raise ImportRefused(problems)
    if in_force:
        last = sources[-1]
        text = replace(last.read.text, in_force=in_force)
        sources[-1] = replace(last, read=replace(last.read, text=text))
    return sources


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"„{text}“ ist kein Datum. Schreiben Sie zum Beispiel 2024-05-31."
        ) from None


def _wish(options: dict[str, Any], sources: Sequence[Source]) -> Wish:
    """Return what shall become of the files; raises CommandError for what contradicts itself."""
    seal = options["seal"] or options["in_force"] is not None
    if options["legacy"] and not seal:
        raise CommandError("--legacy sagt, wie festgeschrieben wird: Es braucht --seal dazu.")
    if len(sources) > 1 and not seal:
        raise CommandError(
            "Mehrere Fassungen nacheinander gehen nur mit --seal: Sonst bliebe nur die letzte."
        )
    # A new version has to be signed before the next can come: a series is older than the portal.
    is_older = len(sources) > 1 or any(each.read.text.in_force for each in sources)
    legacy = options["legacy"] or (seal and is_older)
    return Wish(seal=seal, legacy=legacy, doubtful=options["doubtful"])


def _agreement(slug: str | None, first: Source) -> Agreement | None:
    if slug is None:
        return agreement_of(first.read.text)
    found = Agreement.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"Eine Vereinbarung mit der Adresse /{slug}/ gibt es nicht.")
    return found


def _in_lines(problems: Sequence[ImportProblem]) -> str:
    lines = "\n".join(f"- {problem}" for problem in problems)
    return f"Nichts ist importiert. Das steht im Weg:\n{lines}"
