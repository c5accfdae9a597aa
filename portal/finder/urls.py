"""Addresses of the office finder, one for each step."""

from django.urls import path

from portal.finder.steps import Step
from portal.finder.views import question, start

app_name = "finder"

urlpatterns = [
    path("", start, name="start"),
    *[path(f"{step.value}/", question, {"step": step}, name=step.value) for step in Step],
]
