"""Where a version stands, who has to act, and what the next act will do – in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreement.enums import ProcessState
from agreement.models.process import VersionProcess


@dataclass(frozen=True)
class Step:
    """One of the steps to a version in force: past, the present one, or to come."""

    name: str
    is_done: bool
    is_current: bool

    @property
    def state(self) -> str:
        """The step's state as it is read out."""
        if self.is_current:
            return _("jetzt")
        return _("erledigt") if self.is_done else _("kommt noch")


@dataclass(frozen=True)
class NextAct:
    """The act that leads on: its name in the form, the button, and what it does."""

    name: str
    button: str
    effect: str


@dataclass(frozen=True)
class Standing:
    """What the coordination reads at the top of the page."""

    steps: tuple[Step, ...]
    actor: str
    sentence: str
    next_act: NextAct | None


_PLACES = {
    ProcessState.DRAFT: 0,
    ProcessState.CONSULTATION: 1,
    ProcessState.ADOPTED: 2,
    ProcessState.SIGNED: 3,
}


def standing_of(process: VersionProcess, number: int, rounds: int, *, is_ready: bool) -> Standing:
    """Return where a process stands that is under way, or whose version waits for its day.

    `number` is the version's, or the one it will get; `rounds` counts the frozen ones;
    `is_ready` says that nothing stands against the next act.
    """
    state = ProcessState(process.state)
    place = _PLACES[state]
    names = (
        _("Text vorbereiten"),
        _("Abstimmen"),
        _("Unterzeichnen"),
        _("In Kraft setzen"),
    )
    return Standing(
        steps=tuple(Step(name, at < place, at == place) for at, name in enumerate(names)),
        actor=_("Die Partner") if state == ProcessState.ADOPTED else _("Die Koordination"),
        sentence=_sentence(state, is_ready=is_ready),
        next_act=_next_act(state, number, rounds),
    )


def _sentence(state: ProcessState, *, is_ready: bool) -> str:
    sentences = {
        ProcessState.DRAFT: _(
            "Der Text ist bereit. Geben Sie ihn in die Abstimmung, wenn Sie fertig sind."
        )
        if is_ready
        else _(
            "Bearbeiten Sie den Text und räumen Sie aus dem Weg, was unten steht. Danach geben "
            "Sie ihn in die Abstimmung."
        ),
        ProcessState.CONSULTATION: _(
            "Der Text ist eingefroren, die Partner beraten darüber. Sind sich alle einig, "
            "schreiben Sie ihn fest. Sonst überarbeiten Sie ihn noch einmal."
        ),
        ProcessState.ADOPTED: _(
            "Der Text ist festgeschrieben. Jeder Partner unterzeichnet auf seiner Seite; Sie "
            "brauchen nichts zu tun."
        ),
        ProcessState.SIGNED: _(
            "Alle Partner haben unterzeichnet. Legen Sie unten fest, ab wann die Fassung gilt."
        ),
    }
    return sentences[state]


def _next_act(state: ProcessState, number: int, rounds: int) -> NextAct | None:
    if state == ProcessState.DRAFT:
        effect = _(
            "Der veröffentlichte Text wird als Runde %(round)s eingefroren. Die Menschen bei den "
            "Partnern bekommen eine Nachricht. Sie können danach noch einmal zurück."
        )
        return NextAct("consult", _("In die Abstimmung geben"), effect % {"round": rounds + 1})
    if state == ProcessState.CONSULTATION:
        effect = _(
            "Der eingefrorene Text wird für immer Fassung %(number)s: mit Prüfsumme, Eintrag im "
            "Register und Prüfpunkt an alle Partner. Das Netzwerk kann sie lesen, die Partner "
            "unterzeichnen sie. Das lässt sich nicht rückgängig machen."
        )
        return NextAct("adopt", _("Jetzt festschreiben"), effect % {"number": number})
    return None
