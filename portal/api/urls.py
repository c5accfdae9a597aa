"""Addresses of the API."""

from django.urls import URLPattern, path

from portal.api.views import api, stateless

app_name = "api"

_patterns, _app, _namespace = api.urls

urlpatterns = [
    path(str(each.pattern), stateless(each.callback), name=each.name)
    for each in _patterns
    if isinstance(each, URLPattern)
]
