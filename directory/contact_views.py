"""The admin's views of contacts."""

from wagtail.snippets.views import snippets

from directory.permissions import OfMyOffices


class ContactEditView(OfMyOffices, snippets.EditView):
    """The edit form."""


class ContactDeleteView(OfMyOffices, snippets.DeleteView):
    """The question before deletion."""


class ContactHistoryView(OfMyOffices, snippets.HistoryView):
    """Who changed what."""


class ContactUsageView(OfMyOffices, snippets.UsageView):
    """Where it is used."""
