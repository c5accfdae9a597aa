"""Every public page of the demo, as a visitor meets it."""

from dataclasses import dataclass

from portal.operations.demo.agreement_text import clause_uid
from tests.benchmarks.load import Target

_ANSWERED = "ort=08215064&alter=12-26&anliegen=arbeit"
_FINDER = "/anlaufstelle-finden"
_PRIVATE = "wohnen=au&status=duldung"


@dataclass(frozen=True)
class Page:
    """A page by the name it has in the table."""

    name: str
    target: Target

    @property
    def is_finder(self) -> bool:
        """Whether somebody may open it on a poor connection, with the bytes counted."""
        return self.target.path.startswith(_FINDER)


def _page(name: str, path: str, body: str | None = None) -> Page:
    return Page(name, Target(path, body))


PAGES = (
    _page("home", "/"),
    _page("home, English", "/en/"),
    _page("finder: start", f"{_FINDER}/"),
    _page("finder: place", f"{_FINDER}/ort/"),
    _page("finder: place of two towns", f"{_FINDER}/ort/?suche=B%C3%BCchig"),
    _page("finder: age", f"{_FINDER}/alter/?ort=08215064"),
    _page("finder: topic", f"{_FINDER}/anliegen/?ort=08215064&alter=12-26"),
    _page("finder: housing", f"{_FINDER}/wohnen/?{_ANSWERED}"),
    _page("finder: status", f"{_FINDER}/status/?{_ANSWERED}"),
    _page("finder: result", f"{_FINDER}/ergebnis/?{_ANSWERED}"),
    _page("finder: result by POST", f"{_FINDER}/ergebnis/?{_ANSWERED}", _PRIVATE),
    _page("finder: result, nothing known", f"{_FINDER}/ergebnis/"),
    _page("agreement: contents", "/vereinbarung/"),
    _page("agreement: a section", "/vereinbarung/jugendmigrationsdienst/"),
    _page("agreement: a clause", f"/vereinbarung/k/{clause_uid('jmd-zustaendig')}/"),
    _page("agreement: versions", "/vereinbarung/fassungen/"),
    _page("agreement: services", "/vereinbarung/dienste/"),
    _page("agreement: whole text", "/vereinbarung/gesamttext/"),
    _page("agreement: contents in 2024", "/vereinbarung/?stand=2024-06-01"),
    _page("agreement: section in 2024", "/vereinbarung/jugendmigrationsdienst/?stand=2024-06-01"),
    _page("partners", "/partner/"),
    _page("partners, filtered", "/partner/?dienst=jmd&gemeinde=08215064"),
    _page("organisation", "/partner/ib/"),
    _page("office", "/partner/ib/jugendmigrationsdienst-bruchsal/"),
    _page("news", "/aktuelles/"),
    _page("article", "/partner/ib/aktuelles/sprechstunde-am-abend/"),
    _page("search: hits", "/suche/?q=Duldung"),
    _page("search: no hits", "/suche/?q=Quittengelee"),
    _page("plain page", "/impressum/"),
    _page("not found", "/gibt-es-nicht/"),
    _page("log-in", "/konto/anmelden/"),
)
"""Place: Östringen; somebody of 12 to 26 years who looks for work."""
