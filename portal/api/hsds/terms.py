"""Taxonomies and their terms: kinds of advice, kinds of organisations, municipalities."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from directory.enums import OrganisationKind
from directory.models import Municipality, Service
from directory.open_data.facts import PublicTown
from directory.open_data.gathering import service_facts
from directory.open_data.hsds.base import Taxonomy, TaxonomyTerm
from directory.open_data.hsds.listing import says
from directory.open_data.hsds.terms import (
    hsds_term,
    kind_term,
    service_term,
    taxonomies,
    town_term,
)
from portal.api.hsds.pages import Page, answer, on_page, page
from portal.api.hsds.parameters import Paged, TermsAsked, refuse_unknown

router = Router()


@router.get("/taxonomies", response=Page[Taxonomy], tags=["taxonomy"])
def list_taxonomies(request: HttpRequest, asked: Query[Paged]) -> HttpResponse:
    """List the taxonomies."""
    refuse_unknown(request, asked)
    found = [one for one in taxonomies() if says(f"{one.name} {one.description}", asked.search)]
    return page(len(found), on_page(found, asked), asked)


@router.get("/taxonomies/{taxonomy_id}", response=Taxonomy, tags=["taxonomy"])
def one_taxonomy(request: HttpRequest, taxonomy_id: UUID) -> HttpResponse:
    """Return a taxonomy."""
    refuse_unknown(request)
    for one in taxonomies():
        if one.id == taxonomy_id:
            return answer(one)
    raise Http404


@router.get("/taxonomy_terms", response=Page[TaxonomyTerm], tags=["taxonomy"])
def list_taxonomy_terms(request: HttpRequest, asked: Query[TermsAsked]) -> HttpResponse:
    """List the terms; none has another one above it."""
    refuse_unknown(request, asked)
    found = [
        term
        for term in _terms()
        if asked.taxonomy_id in {None, term.taxonomy_id}
        and asked.parent_id is None
        and says(f"{term.name} {term.code} {term.description}", asked.search)
    ]
    return page(len(found), on_page(found, asked), asked)


@router.get("/taxonomy_terms/{term_id}", response=TaxonomyTerm, tags=["taxonomy"])
def one_taxonomy_term(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Return a term."""
    refuse_unknown(request)
    for term in _terms():
        if term.id == term_id:
            return answer(term)
    raise Http404


def _terms() -> Iterable[TaxonomyTerm]:
    """Return all terms (two queries)."""
    terms = [
        *(service_term(service_facts(service)) for service in Service.objects.all()),
        *(kind_term(kind.value, str(kind.label)) for kind in OrganisationKind),
        *(town_term(PublicTown(town.ags, town.name)) for town in Municipality.objects.all()),
    ]
    return map(hsds_term, terms)
