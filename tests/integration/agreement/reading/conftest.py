"""An agreement with two versions: in force from 12 January 2024 and from 1 January 2025."""

from datetime import date
from typing import Any

import pytest

from agreement.actions import commence, seal_legacy
from agreement.models import AgreementPage, AgreementVersion, WorkingTextPage
from tests.factories import agreement as texts
from tests.integration.agreement.sealed.conftest import coordination, page, text

__all__ = ["coordination", "page", "text"]


@pytest.fixture
def history(
    text: WorkingTextPage,
    page: AgreementPage,
    coordination: Any,
) -> tuple[AgreementVersion, AgreementVersion]:
    first = seal_legacy(text, coordination)
    commence(first, date(2024, 1, 12), coordination)
    texts.section(texts.clause(heading="Übergabe"), of=text, title="Übergaben", slug="uebergaben")
    second = texts.sealed(text, coordination)
    texts.in_force(second, date(2025, 1, 1), coordination)
    return first, second
