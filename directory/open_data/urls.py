"""The files below /partner/: without a slash at the end, so beside Wagtail's own routing."""

from django.urls import path

from directory.open_data.views import office_as_json, office_as_vcard, offices_as_geojson
from directory.tables.views import public_table

urlpatterns = [
    path("beratungsstellen.csv", public_table, {"ending": "csv"}, name="offices_csv"),
    path("beratungsstellen.xlsx", public_table, {"ending": "xlsx"}, name="offices_xlsx"),
    path("beratungsstellen.geojson", offices_as_geojson, name="offices_geojson"),
    path("<str:organisation>/<str:office>.vcf", office_as_vcard, name="office_vcard"),
    path("<str:organisation>/<str:office>.json", office_as_json, name="office_json"),
]
