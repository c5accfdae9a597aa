"""The page of a clause."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from agreement import reading
from agreement.biography.facts import facts_of
from agreement.biography.life import biography
from agreement.biography.parts import clause_parts
from agreement.identity import is_uid
from agreement.plain_sentences import plain_version
from agreement.reading_page.reader import Reader
from agreement.views_of_text import ReadVersion
from portal.core.errors import BadInput, NotFound


def clause(request: HttpRequest, page: Any, uid: str) -> HttpResponse:
    """Show a clause on the address it keeps for ever, and how it became what it is.

    `?fassung=` gives it as it was in that version, `?stand=` as on that day. A clause that is
    not in force on the day is shown as it last was, and says so.
    """
    reader = Reader(request, page)
    plain = plain_version(page.agreement, reader.who, reader.today)
    if plain and (sentence := plain.sentence(uid)):
        context = {"plain": plain, "sentences": [sentence]}
        return reader.answer("agreement/plain_sentences.html", context)
    read = _read(reader, uid)
    section, _clause = read.places[uid]
    current = reader.today_version
    holds = current and any(c.uid == uid for _s, c in reading.text_of(current).clauses())
    context = {
        "read": read,
        "section": section,
        "clause": read.clause(uid),
        "terms": read.terms(uid),
        "life": biography(uid, reader.periods, reader.url, read.words),
        "parts": clause_parts(request, page.agreement, uid),
        "current_url": f"{reader.url}k/{uid}/" if holds else "",
    }
    return reader.answer("agreement/clause.html", context)


def _read(reader: Reader, uid: str) -> ReadVersion:
    """Return the version to show a clause of; raises NotFound if there is none."""
    number = _version_asked(reader.request)
    if number is not None:
        read = reader.as_version(reader.version(number))
        if uid not in read.places:
            said = _("In Fassung %(number)s gibt es diese Klausel nicht.") % {"number": number}
            raise NotFound(said)
        return read
    version = reader.in_force(reader.day)
    if version:
        read = reader.as_of_day(version)
        if uid in read.places:
            return read
    history = [period.version for period in reversed(reader.periods)]
    wordings = facts_of(uid, history).wordings if is_uid(uid) else ()
    if not wordings:
        raise NotFound(_no_such_clause())
    return reader.as_of_day(history[wordings[-1].last])


def _version_asked(request: HttpRequest) -> int | None:
    """Return the number of `?fassung=`, None without it; raises BadInput if it is none."""
    text = request.GET.get("fassung", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise BadInput(
            _("„%(text)s“ ist keine Nummer einer Fassung. Schreiben Sie es so: ?fassung=2")
            % {"text": text[:40]}
        )
    return int(text[:10])  # ten digits are more than there will ever be versions


def _no_such_clause() -> str:
    return _("Diese Klausel gibt es nicht. Prüfen Sie die Adresse oder suchen Sie im Inhalt.")
