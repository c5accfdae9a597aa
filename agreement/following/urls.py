"""Addresses of subscriptions in Mein Konto, and behind the links in mails.

They lie below /konto/, where the log hides what is no plain word: the secrets.
"""

from django.urls import path

from agreement.following import views

urlpatterns = [
    path("abonnements/", views.own_list, name="account_subscriptions"),
    path("abonnements/folgen/", views.follow, name="account_follow"),
    path("abonnements/<str:secret>/", views.by_secret, name="following"),
    path("abonnements/<str:secret>/beenden/", views.stop, name="following_stop"),
]
