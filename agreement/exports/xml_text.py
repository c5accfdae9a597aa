"""Text as XML can hold it. Pure."""

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal_xml(text: str) -> str:
    """Return a text without the characters that XML cannot hold; each leaves a mark."""
    return _ILLEGAL.sub("\ufffd", text)
