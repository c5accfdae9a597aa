"""The models of news: articles, events, notices, the digest."""

from news.models.articles import ArticlePage
from news.models.care import BrokenLink, Highlight, PreviewLink
from news.models.digest import DigestIssue, DigestMail, DigestReader
from news.models.events import EventException, EventOccurrence, EventPage
from news.models.folders import NewsFolderPage, NewsIndexPage
from news.models.notices import LastLook, Notice, NoticeAcknowledgement
from news.models.tools import NoticesPage, WhatsNewPage

__all__ = [
    "ArticlePage",
    "BrokenLink",
    "DigestIssue",
    "DigestMail",
    "DigestReader",
    "EventException",
    "EventOccurrence",
    "EventPage",
    "Highlight",
    "LastLook",
    "NewsFolderPage",
    "NewsIndexPage",
    "Notice",
    "NoticeAcknowledgement",
    "NoticesPage",
    "PreviewLink",
    "WhatsNewPage",
]
