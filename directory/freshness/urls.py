"""The address of the links in reminders."""

from django.urls import path

from directory.freshness.link_view import ConfirmationView

urlpatterns = [
    path("bestaetigen/<str:token>/", ConfirmationView.as_view(), name="freshness_link"),
]
