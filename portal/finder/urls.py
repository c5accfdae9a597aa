"""Addresses of the office finder, one for each step."""

from django.urls import path

from portal.core.throttle import throttled
from portal.finder.steps import Step
from portal.finder.views import question, start

# Ten a second of one address: an advice centre with many desks stays far below.
limited_question = throttled("finder", amount=600)(question)

app_name = "finder"

urlpatterns = [
    path("", start, name="start"),
    *[path(f"{step.value}/", limited_question, {"step": step}, name=step.value) for step in Step],
]
