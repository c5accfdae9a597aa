"""Nobody waits for what follows an answer, and it neither happens twice nor keeps it open."""

import pytest

from portal.search.results_page.answered_first import AnsweredFirst

pytestmark = pytest.mark.django_db  # the end of an answer closes what the database left open


def test_the_act_follows_the_answer_once() -> None:
    acts: list[str] = []
    answer = AnsweredFirst(b"sent", lambda: acts.append("done"))
    assert (answer.content, acts) == (b"sent", [])
    answer.close()
    answer.close()
    assert acts == ["done"]


def test_an_act_that_fails_is_not_hushed_up_and_the_answer_is_closed() -> None:
    def fail() -> None:
        raise ValueError

    answer = AnsweredFirst(b"sent", fail)
    with pytest.raises(ValueError):
        answer.close()
    assert answer.closed
