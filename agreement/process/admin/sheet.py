"""What the page of versions shows: gathered once, with as many queries for many as for few."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from agreement import reading
from agreement.consultation.progress import Progress, progress_of
from agreement.enums import ProcessState
from agreement.impact_page.admin import ImpactLink, impact_links
from agreement.impact_page.texts import WORKING_TEXT
from agreement.models.evidence import ProcessFreeze
from agreement.models.process import OPEN_STATES, UNSEALED_STATES, VersionProcess
from agreement.models.sealed import AgreementVersion
from agreement.models.working_text import WorkingTextPage
from agreement.problem_sentences import Reason, reasons
from agreement.process.actions import last_freeze, problems_for_next_act
from agreement.process.admin.desk import Desk
from agreement.process.admin.forms import (
    CommencementForm,
    PlanForm,
    PublicReasonForm,
    ReasonForm,
    TerminationForm,
)
from agreement.process.admin.standing import Standing, standing_of
from agreement.process.guards import problems_of
from agreement.process.parties import party_changes
from agreement.process.workplace import waiting_processes
from agreement.reading import Period, text_of
from agreement.signing.state import SigningState, signing_state
from agreement.snapshot_builder import build_snapshot
from agreement.templatetags.agreement_tags import period_in_words

MOST_ENDED = 5
"""How many discarded processes the page remembers."""


@dataclass(frozen=True)
class Row:
    """A sealed version with what may be decided on it."""

    version: AgreementVersion
    words: str
    impact: ImpactLink | None
    commencement: forms.Form | None
    termination: forms.Form | None


@dataclass(frozen=True)
class Sheet:
    """Everything the page says."""

    process: VersionProcess | None
    standing: Standing | None
    freeze: ProcessFreeze | None
    asking: Progress | None
    """How far asking the partners is, as long as nothing is sealed."""
    reasons: Sequence[Reason]
    is_text_open: bool
    """Whether the working text is what the next act is about."""
    next_number: int
    parties: Sequence[str]
    signing: SigningState | None
    rows: Sequence[Row]
    impact: ImpactLink | None
    ended: Sequence[VersionProcess]
    """What was begun and discarded, the newest first."""
    open_form: forms.Form | None
    plan_form: forms.Form | None
    discard_form: forms.Form | None
    fail_form: forms.Form | None
    may_be_legacy: bool
    legacy_reasons: Sequence[Reason]


def current_process(working_text: WorkingTextPage) -> VersionProcess | None:
    """Return the process that somebody has to act on: under way, or signed without a day."""
    waiting = waiting_processes().filter(agreement=working_text.agreement_id)
    return waiting.select_related("version", "agreement").order_by("-opened_at").first()


def sheet_of(desk: Desk) -> Sheet:
    """Return what the page of versions says about a working text today."""
    text, process = desk.working_text, desk.process
    state = ProcessState(process.state) if process else None
    versions = AgreementVersion.objects.filter(agreement=text.agreement_id)
    periods = reading.periods(versions.without_bytes().select_related("process", "agreement"))
    last = periods[0].version if periods else None
    is_text_open = state is None or state in UNSEALED_STATES
    problems = problems_for_next_act(text, process) if is_text_open else []
    links = impact_links(text.agreement, [one for one in periods if _counts(one)])
    number = last.number + 1 if last else 1
    freeze = last_freeze(process) if process else None
    frozen = freeze if state == ProcessState.CONSULTATION else None
    may_be_legacy = state not in OPEN_STATES and (last is None or last.is_legacy)
    legacy_problems = problems_of(text, is_legacy=True) if may_be_legacy else []
    return Sheet(
        process=process,
        standing=_standing(process, number, freeze, is_ready=not problems),
        freeze=frozen,
        asking=progress_of(process, frozen) if process and state in UNSEALED_STATES else None,
        reasons=reasons(problems, text),
        is_text_open=is_text_open,
        next_number=number,
        parties=_parties(text, last) if is_text_open else (),
        signing=_signing(process, state),
        rows=[_row(desk, one, links) for one in periods],
        impact=links.get(WORKING_TEXT) if is_text_open else None,
        ended=_ended(text),
        open_form=None if state in OPEN_STATES else desk.form("open", PlanForm),
        plan_form=_plan_form(desk) if state in OPEN_STATES else None,
        discard_form=desk.form("discard", ReasonForm) if state in UNSEALED_STATES else None,
        fail_form=desk.form("fail", PublicReasonForm) if state == ProcessState.ADOPTED else None,
        may_be_legacy=may_be_legacy,
        legacy_reasons=reasons(legacy_problems, text),
    )


def _standing(
    process: VersionProcess | None, number: int, freeze: ProcessFreeze | None, *, is_ready: bool
) -> Standing | None:
    if process is None:
        return None
    return standing_of(process, number, freeze.round if freeze else 0, is_ready=is_ready)


def _counts(period: Period) -> bool:
    """Whether a version was, is, or still may be in force."""
    return period.starts is not None or not period.has_failed


def _process_of(version: AgreementVersion) -> VersionProcess | None:
    """Return the process of a version; one that was signed before the portal has none."""
    return getattr(version, "process", None)


def _row(desk: Desk, period: Period, links: dict[str, ImpactLink]) -> Row:
    version, process = period.version, _process_of(period.version)
    number = version.number
    may_commence = (period.is_signed or version.is_legacy) and period.starts is None
    may_end = period.starts is not None and period.ends is None
    return Row(
        version=version,
        words=_words(period, process),
        impact=links.get(str(number)),
        commencement=desk.form(f"commence-{number}", CommencementForm) if may_commence else None,
        termination=desk.form(f"terminate-{number}", TerminationForm) if may_end else None,
    )


def _words(period: Period, process: VersionProcess | None) -> str:
    if process and period.has_failed:
        return _("Gescheitert: %(reason)s") % {"reason": process.ended_reason}
    return period_in_words(period)


def _parties(text: WorkingTextPage, last: AgreementVersion | None) -> Sequence[str]:
    if last is None:
        return ()
    return party_changes(text_of(last), build_snapshot(text, last))


def _signing(process: VersionProcess | None, state: ProcessState | None) -> SigningState | None:
    if process is None or process.version is None or state != ProcessState.ADOPTED:
        return None
    return signing_state(process.version)


def _ended(text: WorkingTextPage) -> Sequence[VersionProcess]:
    discarded = VersionProcess.objects.filter(
        agreement=text.agreement_id, state=ProcessState.DISCARDED
    )
    return list(discarded.order_by("-changed_at")[:MOST_ENDED])


def _plan_form(desk: Desk) -> forms.Form:
    names = ("occasion", "commencement", "commences_on", "sign_by")
    initial = {name: getattr(desk.process, name) for name in names}
    return desk.form("plan", PlanForm, initial=initial)
