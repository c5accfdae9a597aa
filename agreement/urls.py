from django.urls import path

from agreement.views import sealed_bytes

app_name = "agreement"
urlpatterns = [
    path("<slug:slug>/fassungen/<int:number>.json", sealed_bytes, name="sealed-bytes"),
]
