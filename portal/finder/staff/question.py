"""One question of an adviser: what was typed, what it was read as, and what was corrected."""

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.responsibility.facts import Dimension
from directory.gazetteer import gazetteer
from directory.models import Topic
from portal.finder.answers import Answers, Field, parse
from portal.finder.staff.forms import BoxForm
from portal.finder.staff.reading_text import Reading, read_text
from portal.finder.staff.texts import NoRules, rules_of, text_choices
from portal.finder.visit import Visit
from portal.finder.wording import sentence

FACTS = (
    Field.AGE,
    Field.PARENTS,
    Field.STATUS,
    Field.HOUSING,
    Field.ARRIVAL,
    Field.PERIOD,
    Field.PLACE,
    Field.TOPIC,
)
"""What an adviser names, in the order of a note."""

READ, CORRECTED = "gelesen", "setzen"
"""Names under which travel: the note that the facts were read from, and one tapped correction."""


@dataclass(frozen=True)
class Question:
    """A question and, as `visit`, what it is asked of; None if it cannot be asked.

    `problems` say why, and which facts make no sense. `key` names the text that is asked.
    """

    form: BoxForm
    text: str = ""
    day: date | None = None
    key: str = ""
    reading: Reading = field(default_factory=lambda: Reading(Answers()))
    visit: Visit | None = None
    problems: tuple[str, ...] = ()

    @property
    def has_facts(self) -> bool:
        """Whether anything is known to ask the rules with."""
        return self.visit is not None and self.visit.answers != Answers()

    @property
    def needs_more(self) -> bool:
        """Whether day and text are shown at once: they are not the usual ones, or are wrong."""
        is_wrong = bool(self.form.errors.keys() & {"am", "fassung"})
        return is_wrong or bool(self.key) or self.day not in (None, timezone.localdate())


def blank_question() -> Question:
    """Return the empty box, for today."""
    form = BoxForm(initial={"am": timezone.localdate()}, texts=text_choices())
    return Question(form)


def question_of(request: HttpRequest) -> Question:
    """Read the box. Facts come from the note; once it is read, from their own fields.

    So a correction stays, whatever else is changed, until somebody types another note.
    """
    form = BoxForm(request.POST, texts=text_choices())
    if not form.is_valid():
        return Question(form)
    text, key = form.cleaned_data["frage"], form.cleaned_data["fassung"]
    day = form.cleaned_data["am"] or timezone.localdate()
    try:
        rules = rules_of(key, day)
    except NoRules as refusal:
        return Question(form, text, day, key, problems=(str(refusal),))
    topics = {code: _(name) for code, name in Topic.objects.values_list("code", "name")}
    reading = read_text(text, gazetteer(), topics)
    parsed = parse(
        {},
        _facts(request.POST, text, reading),
        places=rules.book.codes(Dimension.MUNICIPALITY),
        topics=rules.book.codes(Dimension.TOPIC),
    )
    question = Question(
        form,
        text,
        day,
        key,
        reading,
        Visit(rules, gazetteer(), parsed),
        tuple(sentence(error) for error in parsed.errors),
    )
    if not (question.has_facts or reading.places or reading.outside or parsed.errors):
        form.add_error("frage", _nothing_read(text))
    else:
        # The answer is to stand on the first screen of a phone, and no keyboard before it.
        del form.fields["frage"].widget.attrs["autofocus"]
        form["frage"].help_text = ""
    return question


def _facts(posted: QueryDict, text: str, reading: Reading) -> dict[str, str]:
    """Return the facts as they travel, the last tap included."""
    if READ in posted and posted[READ] == text:
        facts = {one.value: posted.get(one.value, "") for one in FACTS}
    else:
        facts = {one.value: reading.answers.value(one) for one in FACTS}
    name, _equals, value = posted.get(CORRECTED, "").partition("=")
    return {**facts, name: value} if name in facts else facts


def _nothing_read(text: str) -> str:
    if text:
        return _(
            "Daraus konnten wir nichts lesen. Schreiben Sie zum Beispiel: 19 Duldung Östringen. "
            "Oder wählen Sie die Angaben unten aus."
        )
    return _("Bitte schreiben Sie, worum es geht, zum Beispiel: 19 Duldung Östringen.")
