"""Addresses of single sign-on: the same in every language, since the provider is told them."""

from django.urls import path, register_converter

from portal.accounts.single_sign_on import ProviderConverter, begin, finish

register_converter(ProviderConverter, "provider")

urlpatterns = [
    path("", begin, name="single_sign_on"),
    path("<provider:provider_id>/", finish, name="openid_connect_callback"),
]
