"""How browsers call themselves, in words."""

from django.utils.translation import gettext as _

# The first that is found counts: most browsers also name those they want to be taken for.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def device_named(user_agent: str) -> str:
    """Return “Firefox auf Windows” for what a browser sends, or what it sends if unknown."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), None)
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), None)
    if browser is None or system is None:
        return user_agent
    return _("%(browser)s auf %(system)s") % {"browser": browser, "system": system}
