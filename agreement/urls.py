from django.urls import path

from agreement.enums import ArtifactKind
from agreement.following import views as following
from agreement.following.feeds import versions_feed
from agreement.verification import views as verification
from agreement.verification.standalone.assembling import FILE_NAME
from agreement.views import comparison_file, sealed_bytes, version_file

app_name = "agreement"
urlpatterns = [
    path("<slug:slug>/fassungen/<int:number>.json", sealed_bytes, name="sealed-bytes"),
    *(
        path(
            f"<slug:slug>/fassungen/<int:number>.{kind}",
            version_file,
            {"kind": kind},
            name=f"version-{kind}",
        )
        for kind in (ArtifactKind.PDF, ArtifactKind.DOCX, ArtifactKind.AKN)
    ),
    *(
        path(
            f"<slug:slug>/vergleich/<slug:old>/<slug:new>.{kind}",
            comparison_file,
            {"kind": kind},
            name=f"comparison-{kind}",
        )
        for kind in (ArtifactKind.DOCX, ArtifactKind.PDF)
    ),
    path(
        "<slug:slug>/fassungen/<int:number>.zip",
        verification.bundle_of_version,
        name="version-bundle",
    ),
    path("<slug:slug>/fassungen/feed/", versions_feed, name="feed"),
    path("<slug:slug>/fassungen/feed/k/<str:clause>/", versions_feed, name="feed-of-clause"),
    path("<slug:slug>/fassungen/feed/<slug:section>/", versions_feed, name="feed-of-section"),
    path("<slug:slug>/fassungen/folgen/", following.subscribe, name="following"),
    path("<slug:slug>/fassungen/folgen/danke/", following.asked, name="following-asked"),
    path("<slug:slug>/pruefen/alles.zip", verification.bundle_of_all, name="bundle"),
    path(f"<slug:slug>/pruefen/{FILE_NAME}", verification.program, name="verifier"),
    path("<slug:slug>/pruefen/format.txt", verification.description, name="evidence-format"),
    path("<slug:slug>/pruefen/ergebnis/", verification.check, name="check-file"),
]
