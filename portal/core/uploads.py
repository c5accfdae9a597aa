"""Uploaded files must be what their name says; anything else is a form error, never a 500."""

import zipfile
from pathlib import PurePath
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import FileInput
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from portal.core.picture_check import check_image

ZIP_MARKS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "odt": "content.xml",
    "ods": "content.xml",
}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml")


def content_matches(name: str, file: IO[bytes]) -> bool:
    """Return whether a file's content is of the kind that its extension names."""
    extension = PurePath(name).suffix.lower().removeprefix(".")
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if extension == "pdf":
        return head.startswith(b"%PDF-")
    if extension in ZIP_MARKS:
        return _zip_holds(file, ZIP_MARKS[extension])
    text = head.removeprefix(BYTE_ORDER_MARK).lstrip().lower()
    return b"\0" not in head and not text.startswith(MARKUP)


def _zip_holds(file: IO[bytes], member: str) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return member in archive.namelist()
    except zipfile.BadZipFile:
        return False
    finally:
        file.seek(0)


class WithoutTags:
    """Leaves out the tags: all organisations would share them, and read each other's."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Drop the field."""
        super().__init__(*args, **kwargs)
        self.fields.pop("tags", None)


class DocumentForm(WithoutTags, BaseDocumentForm):
    """Wagtail's document form, with a look into the file."""

    def clean_file(self) -> Any:
        """Refuse a file whose content is not what its extension says."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and not content_matches(file.name, file):
            raise ValidationError(
                _("Der Inhalt der Datei passt nicht zu ihrer Endung. Erlaubt sind: %(kinds)s.")
                % {"kinds": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)}
            )
        return file


class WholeImageField(WagtailImageField):
    """Wagtail's image field, with a look at the whole image before Wagtail takes its own."""

    def to_python(self, data: Any) -> Any:
        """Return the uploaded image; refuses one that cannot be decoded."""
        if data:
            check_image(data)
        return super().to_python(data)


class ImageForm(WithoutTags, BaseImageForm):
    """Wagtail's image form, with the field that refuses broken images."""

    file = WholeImageField(label=gettext_lazy("Datei"), widget=FileInput)
