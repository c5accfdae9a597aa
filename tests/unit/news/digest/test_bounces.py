"""Which replies and reports say that an address is gone."""

from email import message_from_bytes, message_from_string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from news.digest.bounces import NotAReport, Verdict, verdict_of_report, verdict_on_reply
from tests.unit.news.digest.reports import report


@pytest.mark.parametrize(
    ("code", "text", "verdict"),
    [
        (550, "5.1.1 <a@example.org>: User unknown", Verdict.GONE),
        (550, "no such user", Verdict.GONE),
        (552, "5.2.2 mailbox full for good", Verdict.GONE),
        (553, "mailbox name not allowed", Verdict.GONE),
        (450, "4.2.1 try later", Verdict.FOR_NOW),
        (451, "greylisted", Verdict.FOR_NOW),
        (554, "no service here", Verdict.FOR_NOW),
        (550, "5.7.1 relaying denied", Verdict.FOR_NOW),
        (554, "5.7.1 [192.0.2.1] is on a block list", Verdict.FOR_NOW),
        (550, "5.1.8 sender's domain does not exist", Verdict.FOR_NOW),
    ],
)
def test_a_refusal_ends_the_digest_only_if_it_is_about_the_address(
    code: int, text: str, verdict: Verdict
) -> None:
    assert verdict_on_reply(code, text) is verdict


@pytest.mark.parametrize(
    ("action", "status", "verdict"),
    [
        ("failed", "5.1.1", Verdict.GONE),
        ("Failed", "5.0.0", Verdict.GONE),
        ("failed", "4.4.7", Verdict.FOR_NOW),
        ("failed", "5.7.1", Verdict.FOR_NOW),
        ("delayed", "4.4.1", Verdict.NOTHING),
        ("delivered", "2.0.0", Verdict.NOTHING),
        ("relayed", "2.0.0", Verdict.NOTHING),
    ],
)
def test_a_report_counts_if_the_mail_failed(action: str, status: str, verdict: Verdict) -> None:
    assert verdict_of_report(message_from_string(report(action, status))) is verdict


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Subject: Abwesend\n\nIch bin im Urlaub. 5.1.1",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\nnichts",
        "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: text/plain\n\nHallo\n",
        report("", "5.1.1"),
        report("failed", "kaputt"),
    ],
)
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(NotAReport):
        verdict_of_report(message_from_string(text))


@given(st.binary(max_size=300))
@example(b"Content-Type: multipart/report; boundary=\xff\n\n--\xff\n")
def test_garbage_is_refused_and_breaks_nothing(rubbish: bytes) -> None:
    for raw in (rubbish, report("failed", "5.1.1").encode().replace(b"5.1.1", rubbish)):
        try:
            assert verdict_of_report(message_from_bytes(raw)) in Verdict
        except NotAReport:
            continue
