"""Addresses of the digest, below /aktuelles/abo/.

Views of their own and no routes of the page: a mail program ends the digest without token and
cookie, and what Wagtail serves asks for both.
"""

from django.urls import path

from news.digest import views

urlpatterns = [
    path("", views.ask, name="digest"),
    path("gesendet/", views.asked, name="digest_asked"),
    path("<str:secret>/", views.change, name="digest_reader"),
    path("<str:secret>/ende/", views.end, name="digest_end"),
]
