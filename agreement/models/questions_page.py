"""The staff's page of questions and reviews."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from wagtail.contrib.routable_page.models import path

from agreement.review import views
from portal.core.models import ToolPage


class QuestionsPage(ToolPage):
    """Questions about clauses, and reviews: /intern/rueckfragen/."""

    class Meta:
        verbose_name = gettext_lazy("Rückfragen")

    @path("")
    def start(self, request: HttpRequest) -> HttpResponse:
        """List the clauses that are asked about, and the reviews."""
        return views.start(request, self)

    @path("frage/<uuid:uuid>/antwort/")
    def answer(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Answer a question."""
        return views.answer(request, self, uuid)

    @path("frage/<uuid:uuid>/zurueckziehen/")
    def withdraw(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Take a question back."""
        return views.withdraw(request, self, uuid)

    @path("ueberpruefung/<int:pk>/")
    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change or complete a review."""
        return views.review(request, self, pk)

    @path("<slug:slug>/<uuid:uid>/")
    def clause(self, request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
        """Show the questions about a clause, and take one more."""
        return views.clause(request, self, slug, uid)

    @path("<slug:slug>/<uuid:uid>/ueberpruefung/")
    def plan(self, request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
        """Plan a review of a clause."""
        return views.plan(request, self, slug, uid)
