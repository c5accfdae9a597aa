"""Where the example cases stand, for links from elsewhere."""

from agreement.coverage.addresses import coverage_url


def examples_url() -> str:
    """Return the address of the list of cases, or nothing if its page is missing."""
    coverage = coverage_url()
    return f"{coverage}beispielfaelle/" if coverage else ""


def example_url(uuid: object) -> str:
    """Return the address of a case, or nothing if the page of the cases is missing."""
    cases = examples_url()
    return f"{cases}{uuid}/" if cases else ""
