"""The report "Protokoll": Wagtail's history of the site, for one's own organisation."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import IntegerField, Model, QuerySet, Value, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.log_actions import registry
from wagtail.models import BaseLogEntry, PageLogEntry

from directory.audit.filters import LogFilterSet
from directory.audit.readers import entries_of, log_models, name_organisations
from portal.core.spreadsheets import HarmlessCells

ASKED_FOR_RIGHTS = ("office", "collection")
"""Relations by which a permission policy says whether a reader may open an object."""
AT_ONCE = 1_000
"""How many entries of an export are in memory at a time."""


class LogView(HarmlessCells, LogEntriesView):
    """What was done, by whom, when: all of it for administrators, one's own part for editors."""

    page_title = _("Protokoll")
    results_template_name = "directory/audit/log_results.html"
    filterset_class = LogFilterSet
    list_export = [
        "timestamp",
        "organisation_name",
        "label",
        "content_type",
        "action",
        "message",
        "user_display_name",
    ]
    export_headings = {
        "timestamp": _("Zeitpunkt"),
        "organisation_name": _("Organisation"),
        "label": _("Bezeichnung"),
        "content_type": _("Art"),
        "action": _("Handlung"),
        "message": _("Im Einzelnen"),
        "user_display_name": _("Person"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        in_table = {self.FORMAT_CSV: _in_text, self.FORMAT_XLSX: _in_cell}
        self.custom_field_preprocess["timestamp"] = in_table

    def get_filename(self) -> str:
        """Return the name of an exported file, without its ending."""
        return f"protokoll-{timezone.localdate():%Y-%m-%d}"

    @cached_property
    def log_models(self) -> list[type[BaseLogEntry]]:
        """The tables of the log; a row of the list says by number which one it is from."""
        return log_models()

    def get_filtered_queryset(self) -> QuerySet[Any, Any]:
        """Return keys of the entries that the reader may read, newest first, of all tables."""
        parts = [
            self.filter_queryset(
                entries_of(model, self.request.user)
                .values("pk", "timestamp")
                .annotate(log_model_index=Value(number, output_field=IntegerField()))
            ).order_by()
            for number, model in enumerate(self.log_models)
        ]
        first, *others = parts
        joined: QuerySet[Any, Any] = first.union(*others, all=True)
        return joined.order_by("-timestamp", "-pk")

    def decorate_paginated_queryset(self, rows: Any) -> Iterable[BaseLogEntry]:
        """Load the entries of a page of the list, or of an export, which may be very long."""
        if not self.is_export:
            return self._load(rows)
        every = list(rows)
        parts = (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))
        return chain.from_iterable(self._load(part) for part in parts)

    def _load(self, rows: Sequence[dict[str, Any]]) -> list[BaseLogEntry]:
        """Load entries with what is shown beside them: the same queries for many as for few."""
        keys: dict[int, list[Any]] = defaultdict(list)
        for row in rows:
            keys[row["log_model_index"]].append(row["pk"])
        found: dict[tuple[int, Any], BaseLogEntry] = {}
        instances: dict[tuple[int, Any], Model] = {}
        for number, pks in keys.items():
            entries = self.log_models[number].objects.filter(pk__in=pks)
            entries = entries.prefetch_related("user__wagtail_userprofile", "content_type")
            for entry, instance in entries.with_instances():
                found[number, entry.pk] = entry
                if instance is not None:
                    instances[number, entry.pk] = instance
        pages = {
            instance.pk: instance
            for (number, _key), instance in instances.items()
            if self.log_models[number] is PageLogEntry
        }
        name_organisations(list(found.values()), pages)
        if not self.is_export:
            self._link(found, instances)
        return [found[row["log_model_index"], row["pk"]] for row in rows]

    def _link(self, entries: dict[Any, Any], instances: dict[Any, Model]) -> None:
        """Give each entry the address where its object is edited, if the reader may."""
        by_model: dict[type[Model], list[Model]] = defaultdict(list)
        for instance in instances.values():
            by_model[type(instance)].append(instance)
        for model, same in by_model.items():
            known = {field.name for field in model._meta.get_fields()}
            prefetch_related_objects(same, *(name for name in ASKED_FOR_RIGHTS if name in known))
        finder = AdminURLFinder(self.request.user)
        for key, entry in entries.items():
            entry.edit_url = finder.get_edit_url(instances.get(key))

    def get_action_label(self, action: str) -> str:
        """Return what an act is called; its code, when the code that named it is gone."""
        return str(dict(registry.get_choices()).get(action, action))


def _in_text(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(sep=" ", timespec="seconds")


def _in_cell(moment: datetime) -> datetime:
    return timezone.make_naive(moment)
