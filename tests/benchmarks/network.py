"""A network of many organisations, made fast: rows in bulk where a form would take minutes.

Imports models, so it is used in a process of its own, where Django is set up.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from directory.enums import Role
from directory.models import Membership, OfficePage, OrganisationPage, PartnerIndexPage
from directory.people.group_sync import group_keys, network_groups
from news.models import ArticlePage, NewsFolderPage
from portal.accounts.models import User

OFFICES = 3
ARTICLES = 5
IMAGES = 5
PEOPLE = 10
"""Of each organisation: eight who read, an editor and a lead editor."""


@transaction.atomic
def grow_to(size: int) -> None:
    """Add organisations, with all that belongs to them, until there are so many."""
    index = PartnerIndexPage.objects.get()
    there = OrganisationPage.objects.count()
    for number in range(there + 1, size + 1):
        name = f"Beispielverein {number:03}"
        index.add_child(
            instance=OrganisationPage(
                title=name,
                short_name=name,
                slug=slugify(name),
                articles_need_approval=number % 2 == 0,
            )
        )
        # The tree counts a page's children in the page itself.
        index.refresh_from_db()
    new = list(OrganisationPage.objects.order_by("path")[there:])
    folders = {folder.path[: -Page.steplen]: folder for folder in NewsFolderPage.objects.all()}
    for organisation in new:
        add_pages(organisation, [_office(organisation, n) for n in range(OFFICES)])
        add_pages(folders[organisation.path], [_article(organisation, n) for n in range(ARTICLES)])
    _add_images(new)
    _add_people(new)


def _office(organisation: OrganisationPage, number: int) -> OfficePage:
    return OfficePage(
        title=f"Beratungsstelle {number} {organisation.short_name}",
        slug=f"stelle-{number}",
        street="Beispielstraße 1",
        postal_code="76646",
        town="Bruchsal",
        phone="030 23125 100",
        hours="Mo-Fr 09:00-12:00",
    )


def _article(organisation: OrganisationPage, number: int) -> ArticlePage:
    body = [{"type": "paragraph", "id": f"p{number}", "value": "<p>Ein Beispiel.</p>"}]
    return ArticlePage(
        title=f"Artikel {number} {organisation.short_name}",
        slug=f"artikel-{number}",
        teaser="Ein Beispiel in einem Satz.",
        body=json.dumps(body),
    )


def add_pages(parent: Page, pages: Sequence[Any]) -> None:
    """Put pages below a page, last, without what a form would do with each."""
    # A page's place is its parent's with a number in base 36 appended, counted from 1.
    taken = Page.objects.get(pk=parent.pk).numchild
    for step, page in enumerate(pages, start=taken + 1):
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, step)
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.locale_id = parent.locale_id
        page.draft_title = page.title
        page.content_type = ContentType.objects.get_for_model(page)
        page.last_published_at = page.first_published_at = timezone.now()
        _save(page)
    Page.objects.filter(pk=parent.pk).update(numchild=taken + len(pages))


def _save(page: Any) -> None:
    """Store the row that all pages have, then that of the type; nothing listens."""
    fields = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    row = Page(**{name: getattr(page, name) for name in fields})
    row.save_base(raw=True)
    page.pk = page.id = page.page_ptr_id = row.pk
    page.save_base(raw=True)


def _add_images(organisations: Iterable[OrganisationPage]) -> None:
    file = Image.objects.create(title="Beispielbild", file=get_test_image_file())
    Image.objects.bulk_create(
        Image(
            title=f"Bild {number} {organisation.short_name}",
            collection_id=organisation.collection_id,
            file=file.file.name,
            width=file.width,
            height=file.height,
        )
        for organisation in organisations
        for number in range(IMAGES)
    )


def _add_people(organisations: Iterable[OrganisationPage]) -> None:
    for organisation in organisations:
        people = User.objects.bulk_create(
            User(
                email=f"person-{number}@{organisation.slug}.example.org",
                first_name=f"Person {number}",
                last_name=organisation.short_name,
            )
            for number in range(PEOPLE)
        )
        roles = [Role.EDITOR, Role.LEAD_EDITOR, *[Role.STAFF] * (PEOPLE - 2)]
        memberships = Membership.objects.bulk_create(
            Membership(user=user, organisation=organisation, role=role)
            for user, role in zip(people, roles, strict=True)
        )
        named = network_groups()
        through = User.groups.through
        through.objects.bulk_create(
            through(user_id=each.user_id, group_id=group)
            for each in memberships
            for group in group_keys([each], named)
        )
