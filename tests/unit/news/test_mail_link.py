"""The link that passes an article on by mail."""

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from news.reading import mail_with


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_subject_and_address_arrive_whole(subject: str) -> None:
    link = urlsplit(mail_with(subject, "https://portal.example.org/a/?b=c&d=e"))

    arrived = parse_qs(link.query, keep_blank_values=True)
    assert (link.scheme, link.path) == ("mailto", "")
    assert arrived == {"subject": [subject], "body": ["https://portal.example.org/a/?b=c&d=e"]}
    assert "+" not in link.query
