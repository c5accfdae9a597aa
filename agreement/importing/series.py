"""A series of versions of one agreement, imported and sealed in their order: all or nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.actions import CommencementRefused, commence, seal_legacy
from agreement.evidence.refusals import LedgerRefused
from agreement.importing.actions import note_ends, take_over
from agreement.importing.draft import ASKED, NEW, Draft
from agreement.importing.imported import ImportProblem, ImportRefused, ReadText
from agreement.importing.matching import Match, MatchState
from agreement.importing.target import answers_of, matches_of, target_of
from agreement.models import Agreement, AgreementVersion, WorkingTextPage
from agreement.problem_sentences import reasons
from agreement.process.actions import adopt, open_process, start_consultation
from agreement.process.guards import SealingRefused
from agreement.process.words import ProcessRefused


@dataclass(frozen=True)
class Source:
    """A file that was read."""

    name: str
    read: ReadText
    is_word: bool = False


@dataclass(frozen=True)
class Wish:
    """What shall become of the versions.

    `legacy`: they were signed before the portal existed. `doubtful` says what a clause without a
    uid is that only resembles another: "ask" (refuse), "new", or "same" (the likeliest one).
    """

    seal: bool = False
    legacy: bool = False
    doubtful: str = "ask"


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    source: Source
    working_text: WorkingTextPage
    kept: int
    new: int
    gone: int
    version: AgreementVersion | None = None
    in_force: date | None = None


def import_series(
    sources: Sequence[Source], agreement: Agreement | None, wish: Wish, by: Any
) -> list[Outcome]:
    """Import files as versions of one agreement, the first as its next; None for a new one.

    Raises PermissionDenied for anybody but the coordination, and ImportRefused with every reason
    and the file it stands in; then nothing has changed.
    """
    outcomes: list[Outcome] = []
    with transaction.atomic():
        for source in sources:
            with _named(source):
                is_last = source is sources[-1]
                outcome = _import(source, agreement, wish, by, is_last=is_last)
            agreement = outcome.working_text.agreement
            outcomes.append(outcome)
    return outcomes


@contextmanager
def _named(source: Source) -> Iterator[None]:
    """Let every reason name the file it is about."""
    try:
        yield
    except ImportRefused as refusal:
        raise ImportRefused(in_file(source.name, refusal.problems)) from None


def in_file(name: str, problems: Sequence[ImportProblem]) -> list[ImportProblem]:
    """Return problems whose places begin with the name of a file."""
    return [
        replace(problem, place=f"{name}, {problem.place}" if problem.place else name)
        for problem in problems
    ]


def _import(
    source: Source, agreement: Agreement | None, wish: Wish, by: Any, *, is_last: bool
) -> Outcome:
    target = target_of(agreement)
    text = source.read.text
    if source.is_word and agreement is not None:
        # What stands at the top of a Word file is seldom what the agreement is called.
        text = replace(text, title=agreement.title)
    matches = matches_of(text, target)
    answers = answers_of(text, _decided(matches, wish))
    asked = sum(answer == ASKED for section in answers for answer in section)
    if asked:
        raise ImportRefused.because(
            _(
                "Bei %(count)s Klauseln ohne uid ist unklar, ob sie neu sind oder welche der "
                "bisherigen sie sind. Geben Sie ihnen eine uid, importieren Sie die Datei im "
                "Portal (dort wird gefragt), oder entscheiden Sie mit --doubtful new oder same."
            )
            % {"count": asked}
        )
    given = {answer for section in answers for answer in section} - {NEW}
    working_text = take_over(Draft(text, answers), agreement, by)
    here = {clause.id for section in working_text.sections() for clause in section.clauses}
    gone = target.values.keys() - here
    note_ends(working_text.agreement, gone)
    kept = len(given)
    outcome = Outcome(source, working_text, kept, len(here) - kept, len(gone))
    return _sealed(outcome, wish, by, is_last=is_last) if wish.seal else outcome


def _decided(matches: Sequence[Match], wish: Wish) -> list[Match]:
    """Return matches with the doubtful ones decided as wished; each clause is given once."""
    taken = {match.uid for match in matches}
    found = []
    for match in matches:
        decided = match
        if match.state is MatchState.DOUBTFUL and wish.doubtful == "new":
            decided = Match(MatchState.NEW)
        elif match.state is MatchState.DOUBTFUL and wish.doubtful == "same":
            free = next((uid for uid in match.likely if uid not in taken), None)
            decided = Match(MatchState.SAME if free else MatchState.NEW, free)
            taken.add(free)
        found.append(decided)
    return found


def _sealed(outcome: Outcome, wish: Wish, by: Any, *, is_last: bool) -> Outcome:
    """Seal a version and put it in force, where its file names the day."""
    text, day = outcome.working_text, outcome.source.read.text.in_force
    try:
        if not wish.legacy:
            occasion = _("Import aus „%(file)s“") % {"file": outcome.source.name[:150]}
            process = open_process(text, by, occasion)
            start_consultation(process, by)
            return replace(outcome, version=adopt(process, by))
        version = seal_legacy(text, by, is_last=is_last)
        if day:
            commence(version, day, by)
    except SealingRefused as refusal:
        sentences = [reason.sentence for reason in reasons(refusal.problems, text)]
        raise ImportRefused([ImportProblem("", sentence) for sentence in sentences]) from None
    except CommencementRefused as refusal:
        place = _("In Kraft ab %(day)s") % {"day": date_format(day)} if day else ""
        raise ImportRefused.because(str(refusal), place) from None
    except (ProcessRefused, LedgerRefused) as refusal:
        raise ImportRefused.because(str(refusal)) from None
    return replace(outcome, version=version, in_force=day)
