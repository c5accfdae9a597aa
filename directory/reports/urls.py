"""Addresses of the form for readers who find an error."""

from django.urls import path

from directory.reports.views import done, report

urlpatterns = [
    path("", report, name="report_error_general"),
    path("danke/", done, name="report_error_done"),
    path("<uuid:uuid>/", report, name="report_error"),
]
