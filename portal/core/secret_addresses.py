"""Pages whose address holds a secret, such as the link in a mail."""

from django.http import HttpResponse


def kept_within(response: HttpResponse) -> HttpResponse:
    """Keep the address, which holds a secret, within the house: no cache, no search, no path.

    Not "no-referrer": browsers then send forms with "Origin: null". Of "strict-origin" other
    sites see the name of the portal alone.
    """
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response
