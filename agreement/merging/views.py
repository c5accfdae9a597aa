"""The page on which the second of two writers brings both texts together."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.models import COMMENTS_RELATION_NAME, PageSubscription

from agreement.merging.actions import NewerAgain, is_locked_for, save_merge
from agreement.merging.bases import base_revision, written_stamp
from agreement.merging.choices import merged_clauses
from agreement.merging.forms import MergeForm
from agreement.merging.sections import SectionMerge, merge_sections
from agreement.merging.shown import shown
from agreement.merging.ticket import Ticket, opened_ticket, sealed_ticket
from agreement.models.working_text import SectionPage

TICKET, SEEN = "ticket", "seen"


class MergeView(WagtailAdminTemplateMixin, TemplateView):
    """Shows both texts clause by clause, and saves what was decided as a new draft.

    There is nothing to open: whoever saved too late is led here by the form.
    """

    http_method_names = ["post"]
    template_name = "agreement/admin/merge.html"
    page_title = gettext_lazy("Zwei Fassungen zusammenführen")
    header_icon = "copy"
    ticket: Ticket | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let only those in who may edit the section."""
        self.section = get_object_or_404(SectionPage, pk=kwargs["pk"]).specific
        if not self.section.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save what was decided, or show the texts with what is missing."""
        if self.ticket is not None:
            return self._shown(self._form(None))
        self.ticket = opened_ticket(request.POST.get(TICKET, ""), self.section, request.user)
        form = self._form(request.POST)
        if request.POST.get(SEEN) != written_stamp(self.section.latest_revision):
            return self._newer_again(form)
        if not form.is_valid():
            messages.error(request, _("Noch nicht gespeichert: Bei einer Frage fehlt die Antwort."))
            return self._shown(form)
        if is_locked_for(self.section, request.user):
            sentence = _(
                "Noch nicht gespeichert: Jemand hat den Abschnitt gesperrt. Ihr Text steht noch "
                "hier. Warten Sie, bis er wieder frei ist, und speichern Sie dann."
            )
            messages.error(request, sentence)
            return self._shown(form)
        return self._saved(form)

    def _saved(self, form: MergeForm) -> HttpResponse:
        merge = form.merge
        clauses = merged_clauses(merge.clauses, form.choices(), merge.moved)
        seen = self.section.latest_revision
        try:
            save_merge(seen, self.request.user, clauses, merge.mine, form.fields_of_mine())
        except NewerAgain:
            self.section = type(self.section).objects.get(pk=self.section.pk)
            return self._newer_again(self._form(self.request.POST))
        except StreamBlockValidationError as error:
            for sentence in sentences_of(error):
                messages.error(self.request, sentence)
            return self._shown(form)
        messages.success(
            self.request, _("Beide Fassungen sind zusammengeführt und als Entwurf gespeichert.")
        )
        return redirect(reverse("wagtailadmin_pages:edit", args=[self.section.pk]))

    def _newer_again(self, form: MergeForm) -> HttpResponse:
        messages.error(
            self.request,
            _(
                "Inzwischen hat noch einmal jemand gespeichert. Unten steht die neueste Fassung; "
                "sehen Sie die Fragen noch einmal durch."
            ),
        )
        return self._shown(form)

    def _form(self, data: Any) -> MergeForm:
        return MergeForm(data, self._merge())

    def _merge(self) -> SectionMerge:
        if self.ticket is None:
            raise ValueError("There is nothing to bring together")
        newest = self.section.get_latest_revision_as_object()
        mine = self.section.with_content_json(self.ticket.mine)
        revisions = self.section.revisions.filter(pk=self.ticket.base)
        base = revisions.first() if self.ticket.base is not None else None
        return merge_sections(base.as_object() if base else None, newest, mine)

    def _shown(self, form: MergeForm) -> HttpResponse:
        newest = self.section.latest_revision
        context = self.get_context_data(
            section=self.section,
            form=form,
            merge=form.merge,
            shown=shown(form.merge, form),
            newest=newest,
            ticket=self.ticket and sealed_ticket(self.ticket, self.section, self.request.user),
            seen=written_stamp(newest),
        )
        return self.render_to_response(context)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here; the page's own name comes last."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.section.pk])
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, {"url": edit, "label": self.section.draft_title}, here]


def offer_merge(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Lead somebody who saves a section too late to both texts, instead of refusing the form.

    Forms with other mistakes, forms that the browser sends by itself, and sections that are
    locked by now are left to Wagtail's edit view, which shows what was written again.
    """
    if not isinstance(page, SectionPage) or request.method != "POST":
        return None
    newest = page.latest_revision
    if newest is None or not request.accepts("text/html"):
        return None
    if is_locked_for(page, request.user):
        return None
    form = _form(request, page)
    if not form.is_out_of_date(newest):
        return None
    form.is_to_merge = True
    form.defer_required_fields()
    if not form.is_valid():
        return None
    mine = form.save(commit=False)
    _keep_comments(mine, request.user)
    base = base_revision(request.POST, page)
    ticket = Ticket(mine.serializable_data(), base.pk if base else None)
    answer: HttpResponse = MergeView.as_view(ticket=ticket)(request, pk=page.pk)
    return answer


def _keep_comments(page: Any, user: Any) -> None:
    """Store the remarks that came along with a text: they are no part of it and cannot collide."""
    for comment in getattr(page, COMMENTS_RELATION_NAME).all():
        if comment.pk is None:
            comment.save()
            comment.log_create(user=user)


def _form(request: HttpRequest, page: Any) -> Any:
    """Return the form that was sent, bound to a copy: Wagtail may still read it into the page."""
    copy = page.get_latest_revision_as_object()
    form_class = copy.get_edit_handler().get_form_class()
    return form_class(
        request.POST,
        request.FILES,
        instance=copy,
        subscription=PageSubscription(page=copy, user=request.user),
        parent_page=copy.get_parent(),
        for_user=request.user,
    )


def sentences_of(error: Any) -> list[str]:
    """Return every sentence of a mistake in clauses, however deep it stands."""
    return list(dict.fromkeys(_sentences(error.as_json_data())))


def _sentences(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    parts = data.values() if isinstance(data, dict) else data
    return [sentence for part in parts for sentence in _sentences(part)]
