"""The demo's partners sign on paper: invented scans, uploaded by one, confirmed by another."""

import io

from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont
from qrcode.main import QRCode

from agreement.models import AgreementVersion
from agreement.reading import MAIN_SLUG, text_of
from agreement.signing import cover
from agreement.signing.actions_paper import confirm_paper, upload_paper
from agreement.signing.scan import read_scan
from agreement.signing.statement import SIGNATORY
from portal.accounts.models import User

PAGE = (620, 877)
"""A4 at 75 dots an inch."""
MARGIN, MODULE = 50, 4


def sign_on_paper(version: AgreementVersion, by: User, confirmed_by: User, but: str = "") -> None:
    """Let every party of a version sign on paper, but for one organisation (UUID)."""
    today = timezone.localdate()
    for party in text_of(version).parties:
        if party.organisation == but:
            continue
        scan = read_scan(_scan(version, party.organisation, party.name, party.signatory))
        paper = upload_paper(version, party.organisation, SIGNATORY, today, scan, by)
        confirm_paper(paper.uuid, paper.sha256, confirmed_by)


def _scan(version: AgreementVersion, party: str, name: str, function: str) -> bytes:
    """Return a picture of a signed cover page, recognisable as invented."""
    page = Image.new("L", PAGE, 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(18)
    lines = [
        "BEISPIEL – keine echte Unterschrift",
        "",
        f"Unterzeichnung von Fassung {version.number}",
        name,
        function,
        "",
        *(" ".join(cover.groups(version.sha256)[start : start + 8]) for start in (0, 8)),
    ]
    for number, line in enumerate(lines):
        pen.text((MARGIN, MARGIN + 32 * number), line, font=font, fill=0)
    pen.line((MARGIN, 420, 400, 420), fill=0)
    pen.text((MARGIN, 390), "gezeichnet (Beispiel)", font=font, fill=90)
    code = QRCode(border=4, box_size=MODULE)
    code.add_data(cover.code_of(f"/{MAIN_SLUG}/fassungen/{version.number}/", version.sha256, party))
    page.paste(code.make_image().get_image().convert("L"), (MARGIN, 480))
    found = io.BytesIO()
    page.save(found, "PNG")
    return found.getvalue()
