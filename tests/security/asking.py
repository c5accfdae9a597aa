"""Asking many addresses as one person, without leaving a trace."""

from collections.abc import Callable
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.security.world import World

CRASHES = "crashes"
FORM = "application/x-www-form-urlencoded"


class Onlooker:
    """Asks as one person; whatever an answer changes is undone at once."""

    def __init__(self, world: World, role: str, *, checks_csrf: bool = False) -> None:
        logged_in = world.client(role)
        self.client = Client(enforce_csrf_checks=checks_csrf, raise_request_exception=False)
        self.role = role
        self.checked: Any = None
        """What the check of the last request returned, before it was undone."""
        self._cookies = {name: morsel.value for name, morsel in logged_in.cookies.items()}

    def answer(
        self,
        method: str,
        address: str,
        form: str = "",
        check: Callable[[], Any] | None = None,
        *,
        content_type: str = FORM,
    ) -> Any:
        """Return the answer to a request; a check is made before its changes are undone."""
        self.client.cookies = SimpleCookie(self._cookies)
        with transaction.atomic():
            answer = self.client.generic(method, address, form, content_type=content_type)
            self.checked = check() if check else None
            transaction.set_rollback(True)
        return answer

    def cell(self, method: str, address: str) -> str:
        """Return the answer as a cell of the matrix."""
        answer = self.answer(method, address)
        if answer.status_code >= 500:
            fault = getattr(answer, "exc_info", None)
            return f"{CRASHES}: {fault[1]!r}" if fault else CRASHES
        if answer.status_code not in {301, 302}:
            return str(answer.status_code)
        target = answer["Location"].partition("?")[0]
        if target in {reverse("account_login"), reverse("wagtailadmin_login")}:
            return "login"
        return "home" if target == reverse("wagtailadmin_home") else "on"

    @staticmethod
    def text_of(answer: Any) -> str:
        """Return everything an answer tells: headers, cookies and body."""
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if body.startswith(b"PK"):
            body = _unpacked(body)
        head = "\n".join(f"{name}: {value}" for name, value in answer.items())
        told = body.decode(errors="replace").replace("\r\n ", "")  # a vCard breaks long lines
        return f"{head}\n{answer.cookies.output()}\n{told}"


def _unpacked(workbook: bytes) -> bytes:
    """Return everything that stands in a workbook."""
    with ZipFile(BytesIO(workbook)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())
