"""Articles in German, as many as wanted, made fast: rows in bulk where a form would take hours.

Imports models, so it is used in a process of its own, where Django is set up. The words are those
of the field, joined to compounds as German does, and the same at every run.
"""

import datetime
import json
import random
from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from news.models import ArticlePage, NewsFolderPage
from portal.search.language.compounds import curated_compounds


def _words(text: str) -> list[str]:
    return text.split()


LOT = 1_000
WORDS = 150
"""In an article, on average."""
COMMON = _words("""
    und in der die das für mit nicht ist von auf dem den eine zu auch nach bei wer als oder an
    aus wird werden können wir Sie ihre dort hier wenn noch nur über unter jeden Tag Uhr Monat
""")
TOWNS = _words("""
    Bretten Bruchsal Ettlingen Rheinstetten Stutensee Waghäusel Pfinztal Forst Kraichtal
    Östringen Philippsburg Sulzfeld Malsch Walzbachtal Kronau Hambrücken
""")


class Writer:
    """Writes titles and texts; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._nouns = sorted(curated_compounds())
        # As in every language: few words are frequent, most are rare.
        self._weights = [1 / rank for rank in range(1, len(self._nouns) + 1)]
        self._random.shuffle(self._nouns)

    def noun(self) -> str:
        """Return a word of the field, or a compound of two."""
        first, second = self._random.choices(self._nouns, self._weights, k=2)
        return f"{first}{second.lower()}" if self._random.random() < 0.4 else first

    def title(self) -> str:
        """Return a title of a few words."""
        return f"{self.noun()} und {self.noun()} in {self._random.choice(TOWNS)}"

    def text(self) -> str:
        """Return a paragraph: about every third word says something."""
        count = self._random.randint(WORDS // 2, WORDS * 3 // 2)
        words = [
            self.noun() if self._random.random() < 0.35 else self._random.choice(COMMON)
            for _word in range(count)
        ]
        return f"{' '.join(words)} {self._random.choice(TOWNS)}."

    def day(self) -> datetime.date:
        """Return a day of the last ten years."""
        return timezone.localdate() - datetime.timedelta(days=self._random.randint(0, 3650))


def add_articles(count: int, seed: int) -> None:
    """Add articles to the folders of all organisations, evenly."""
    folders = list(NewsFolderPage.objects.order_by("path"))
    writer = Writer(seed)
    for number, folder in enumerate(folders):
        share = count // len(folders) + (number < count % len(folders))
        for start in range(0, share, LOT):
            size = min(LOT, share - start)
            _add_lot(folder, [_article(writer, seed, start + n) for n in range(size)])


def _article(writer: Writer, seed: int, number: int) -> ArticlePage:
    title = writer.title()
    body = [{"type": "paragraph", "id": "p", "value": f"<p>{writer.text()}</p>"}]
    return ArticlePage(
        title=title,
        slug=f"artikel-{seed}-{number}",
        date=writer.day(),
        teaser=writer.title(),
        body=json.dumps(body),
    )


@transaction.atomic
def _add_lot(folder: Page, articles: Sequence[ArticlePage]) -> None:
    taken = Page.objects.get(pk=folder.pk).numchild
    pages = [_page(folder, article, taken + n) for n, article in enumerate(articles, 1)]
    for article, page in zip(articles, Page.objects.bulk_create(pages), strict=True):
        article.page_ptr_id = page.pk
    fields = ArticlePage._meta.local_concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    table, places = ArticlePage._meta.db_table, ", ".join(["%s"] * len(fields))
    rows = [
        [field.get_db_prep_save(field.pre_save(article, add=True), connection) for field in fields]
        for article in articles
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', rows)
    Page.objects.filter(pk=folder.pk).update(numchild=taken + len(articles))


def _page(folder: Page, article: ArticlePage, step: int) -> Page:
    now, depth = timezone.now(), folder.depth + 1
    return Page(
        title=article.title,
        draft_title=article.title,
        slug=article.slug,
        depth=depth,
        path=Page._get_path(folder.path, depth, step),
        url_path=f"{folder.url_path}{article.slug}/",
        locale_id=folder.locale_id,
        content_type=ContentType.objects.get_for_model(ArticlePage),
        live=True,
        first_published_at=now,
        last_published_at=now,
    )
