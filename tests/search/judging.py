"""How well the search finds what people look for: the judged questions, asked and scored.

Imports models and needs a database with the content of the demo, so it runs in a process of its
own: `manage.py shell --command "from tests.search.judging import main; main()"`.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.test import override_settings
from wagtail.documents.models import Document
from wagtail.models import Page

from agreement.models import (
    AgreementPage,
    AgreementVersion,
    SectionPage,
    VersionClause,
    WorkingTextPage,
)
from agreement.reading import text_of
from directory.models import Contact, OfficePage, OrganisationPage
from news.models import ArticlePage
from portal.accounts.models import User
from portal.core.visibility import Viewer, viewer_of
from portal.operations.demo.files import read_folder, stable_uuid
from portal.search.asking import find
from portal.search.asking.answer import Found
from portal.search.asking.question import Question
from portal.search.elastic import breaker, client
from portal.search.models import SearchEntry
from tests.search.judged_questions import Answer, place_of, questions

STAFF = "staff@example.org"
LOOKED_AT = 10
TRIES = 20


def _page_name(page: Page) -> str:
    if isinstance(page, OfficePage):
        return f"office/{page.get_parent().slug}/{page.slug}"
    if isinstance(page, (AgreementPage, WorkingTextPage)):
        return "agreement"
    kinds = {OrganisationPage: "organisation", ArticlePage: "article", SectionPage: "section"}
    kind = next((name for model, name in kinds.items() if isinstance(page, model)), "page")
    return f"{kind}/{page.slug}"


def _things() -> Iterator[tuple[type[Any], int, str]]:
    """Give the name of every thing with an entry of its own, with its model and its key."""
    for page in Page.objects.all().specific():
        yield Page, page.pk, _page_name(page)
    for contact in Contact.objects.select_related("office"):
        office = contact.office
        name = f"contact/{office.get_parent().slug}/{office.slug}/{contact.function}"
        yield Contact, contact.pk, name
    for document in Document.objects.all():
        yield Document, document.pk, f"document/{document.filename}"
    keys = [
        clause["key"] for file in read_folder("agreement") for clause in file.get("clauses", [])
    ]
    of_uid = {stable_uuid("clause", key): key for key in keys}
    for clause in VersionClause.objects.all():
        yield (
            VersionClause,
            clause.pk,
            f"clause/{of_uid.get(str(clause.clause_id), clause.heading)}",
        )


def names() -> dict[int, str]:
    """Return the names of all entries of the search by their keys."""
    known: dict[tuple[type[Any] | None, int], str] = {
        (model, key): name for model, key, name in _things()
    }
    versions = AgreementVersion.objects.in_bulk()
    named = {}
    for entry in SearchEntry.objects.select_related("content_type"):
        model = entry.content_type.model_class()
        if model is AgreementVersion:
            section = text_of(versions[entry.object_id]).sections[int(entry.part)]
            named[entry.pk] = f"section/{section.slug}"
        else:
            named[entry.pk] = known.get((model, entry.object_id), str(entry))
    return named


def _answer(question: Question, who: Viewer) -> Found:
    """Return the answer of the engine that is judged: a slow machine is no fault of it."""
    found = find(question, who)
    for _again in range(TRIES):
        if not found.fell_back:
            return found
        breaker.answered()
        found = find(question, who)
    raise RuntimeError(f"{question.text}: Elasticsearch did not answer")


def ask_all() -> list[Answer]:
    """Ask every question as a visitor, or as staff where the file says so."""
    called = names()
    visitor, staff = Viewer(), viewer_of(User.objects.get(email=STAFF))
    answers = []
    for judged in questions():
        found = _answer(Question(judged.text), staff if judged.is_staff else visitor)
        hits = tuple(called.get(hit.entry, "?") for hit in found.hits[:LOOKED_AT])
        place = place_of(judged.expected, hits)
        answers.append(
            Answer(judged.group, judged.text, judged.expected, place, hits, found.engine.value)
        )
    return answers


def main(url: str = "", index: str = "judged") -> None:
    """Ask all questions, by Elasticsearch if there is an address, and print the answers as JSON."""
    urls = (url,) if url else ()
    # What is judged is what is found, not how fast: other tests run beside this one.
    client.SEARCH_SECONDS = client.TRY_SECONDS = 20
    with override_settings(ELASTICSEARCH_URLS=urls, ELASTICSEARCH_INDEX=index):
        call_command("rebuild_search", stdout=StringIO())
        answers = ask_all()
    json.dump([asdict(answer) for answer in answers], sys.stdout, ensure_ascii=False)
