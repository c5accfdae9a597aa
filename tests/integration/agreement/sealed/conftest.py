"""A working text that can be sealed, and what comes of it."""

from typing import Any

import pytest

from agreement.models import AgreementPage, AgreementVersion, WorkingTextPage
from portal.home.models import HomePage
from tests.factories import agreement as texts
from tests.factories import directory, people


@pytest.fixture
def coordination(db: None) -> Any:
    return people.coordination()


@pytest.fixture
def text(db: None) -> WorkingTextPage:
    """A working text with two parties and one section of two clauses, the second refers to
    the first and holds a rule."""
    parties = [directory.organisation(), directory.organisation()]
    made = texts.working_text(parties=parties)
    first = texts.clause(heading="Zielgruppe")
    second = texts.clause(
        texts.rule(age_from=12, age_to=26),
        heading="Zuständigkeit",
        text=f"<p>Nach {texts.link(first)} berät der JMD.</p>",
        plain="Der JMD hilft jungen Menschen.",
    )
    texts.section(first, second, of=made, title="Zielgruppen", slug="zielgruppen")
    return made


@pytest.fixture
def version(text: WorkingTextPage, coordination: Any) -> AgreementVersion:
    return texts.sealed(text, coordination)


@pytest.fixture
def page(text: WorkingTextPage) -> AgreementPage:
    home = HomePage.objects.get(locale__language_code="de")
    made: AgreementPage = home.add_child(
        instance=AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=text.agreement)
    )
    return made
