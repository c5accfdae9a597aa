"""Addresses about people outside the admin."""

from django.urls import path

from directory.people.views import InvitationView, OwnRolesView

urlpatterns = [
    path("einladung/<str:token>/", InvitationView.as_view(), name="people_invitation"),
    path("rollen/", OwnRolesView.as_view(), name="account_roles"),
]
