"""Who answers: Elasticsearch if it is there and up to date, otherwise the database."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from django.conf import settings

from portal.search.asking import database_engine
from portal.search.asking.answer import Engine, Rows
from portal.search.asking.question import Question
from portal.search.asking.scope import Scope
from portal.search.elastic import engine as elastic_engine
from portal.search.elastic.client import ElasticAway
from portal.search.elastic.engine import ElasticBehind
from portal.search.language import Query

logger = logging.getLogger(__name__)
Result = TypeVar("Result")


class Searching(Protocol):
    """What both engines can do."""

    def answer(self, question: Question, query: Query, scope: Scope) -> Rows:
        """Return the rows of a question's page, and counts of everything found."""
        ...

    def suggest(self, text: str, query: Query, scope: Scope, limit: int) -> list[int]:
        """Return entries whose titles begin like a text, best first."""
        ...


@dataclass(frozen=True)
class Answered(Generic[Result]):
    """What was answered, by whom, and whether that was the second choice."""

    result: Result
    engine: Engine
    fell_back: bool = False


def answered(ask: Callable[[Searching], Result]) -> Answered[Result]:
    """Return the answer of the engine that is there."""
    if not settings.ELASTICSEARCH_URLS:
        return Answered(ask(database_engine), Engine.DATABASE)
    try:
        return Answered(ask(elastic_engine), Engine.ELASTICSEARCH)
    except (ElasticAway, ElasticBehind) as reason:
        logger.warning("the database answers a search: %s", reason)
        return Answered(ask(database_engine), Engine.DATABASE, fell_back=True)
