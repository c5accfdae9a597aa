"""Addresses of the office finder, one for each step."""

from django.urls import path

from portal.core.throttle import throttled
from portal.finder.embedding import embedded, embedding
from portal.finder.steps import Step
from portal.finder.views import card, question, start

# Ten a second of one address: an advice centre with many desks stays far below.
limited = throttled("finder", amount=600)
limited_question = limited(question)

app_name = "finder"

urlpatterns = [
    path("", start, name="start"),
    path("einbetten/", embedding, name="embedding"),
    path("eingebettet/", embedded, name="embedded"),
    path("karte/", limited(card), name="card"),
    *[path(f"{step.value}/", limited_question, {"step": step}, name=step.value) for step in Step],
]
