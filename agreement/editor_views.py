"""What the editor of a section asks the server for."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from agreement.clause_index import clause_entries
from agreement.models import WorkingTextPage
from agreement.permissions import may_write_in


@require_GET
def choose_clause(request: HttpRequest) -> JsonResponse:
    """List the clauses of the working texts that somebody may write in, as JSON.

    `{"clauses": [{"uid", "number", "heading"}, …]}`; 403 for whoever writes in none of them.
    """
    texts = [t for t in WorkingTextPage.objects.all() if may_write_in(request.user, t)]
    if not texts:
        raise PermissionDenied
    paths = {text.path for text in texts}
    clauses = [
        {"uid": entry.uid, "number": entry.number, "heading": entry.heading}
        for entry in clause_entries()
        if entry.working_text in paths
    ]
    return JsonResponse({"clauses": clauses})
