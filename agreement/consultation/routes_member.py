"""The addresses of a consultation for those who read and answer it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from agreement.consultation import views_answer, views_comment, views_member


class MemberRoutes:
    """Adds the list of consultations, the rounds and the forms of the organisations."""

    @path("", name="consultations")
    def all_consultations(self, request: HttpRequest) -> HttpResponse:
        """List what waits for the reader's organisations, then what is over."""
        return views_member.start(request, self)

    @path("<uuid:uuid>/", name="consultation")
    def one_round(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Show a round: what it is about, its sections, what was said to the whole of it."""
        return views_member.overview(request, self, uuid)

    @path("<uuid:uuid>/text/<slug:slug>/", name="consultation_section")
    def section_of_round(self, request: HttpRequest, uuid: UUID, slug: str) -> HttpResponse:
        """Show a section of a round with the comments at its clauses."""
        return views_member.section(request, self, uuid, slug)

    @path("<uuid:uuid>/anmerken/", name="consultation_say")
    def say(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Take a comment on the whole text."""
        return views_comment.write(request, self, uuid, None)

    @path("<uuid:uuid>/anmerken/<uuid:clause>/", name="consultation_say_to_clause")
    def say_to_clause(self, request: HttpRequest, uuid: UUID, clause: UUID) -> HttpResponse:
        """Take a comment on a clause."""
        return views_comment.write(request, self, uuid, str(clause))

    @path("<uuid:uuid>/anmerkung/<uuid:comment>/", name="consultation_comment")
    def change_what_was_said(self, request: HttpRequest, uuid: UUID, comment: UUID) -> HttpResponse:
        """Change a draft."""
        return views_comment.change(request, self, uuid, comment)

    @path("<uuid:uuid>/anmerkung/<uuid:comment>/loeschen/", name="consultation_comment_delete")
    def delete_what_was_said(self, request: HttpRequest, uuid: UUID, comment: UUID) -> HttpResponse:
        """Delete a draft."""
        return views_comment.delete(request, self, uuid, comment)

    @path("<uuid:uuid>/anmerkung/<uuid:comment>/zuruecknehmen/", name="consultation_comment_back")
    def take_back_what_was_said(
        self, request: HttpRequest, uuid: UUID, comment: UUID
    ) -> HttpResponse:
        """Make a released comment a draft again."""
        return views_comment.withdraw(request, self, uuid, comment)

    @path("<uuid:uuid>/entwuerfe/<uuid:organisation>/", name="consultation_drafts")
    def drafts_of_organisation(
        self, request: HttpRequest, uuid: UUID, organisation: UUID
    ) -> HttpResponse:
        """Show the drafts of an organisation, and release them."""
        return views_comment.drafts(request, self, uuid, str(organisation))

    @path("<uuid:uuid>/stellungnahme/<uuid:organisation>/", name="consultation_answer")
    def official_answer(self, request: HttpRequest, uuid: UUID, organisation: UUID) -> HttpResponse:
        """Show the official answer of an organisation, and keep or release it."""
        return views_answer.answer(request, self, uuid, str(organisation))

    @path(
        "<uuid:uuid>/stellungnahme/<uuid:organisation>/zuruecknehmen/",
        name="consultation_answer_back",
    )
    def official_answer_back(
        self, request: HttpRequest, uuid: UUID, organisation: UUID
    ) -> HttpResponse:
        """Make a released answer a draft again."""
        return views_answer.take_back(request, self, uuid, str(organisation))
