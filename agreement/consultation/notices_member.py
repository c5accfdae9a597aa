"""What the coordination is told of the organisations' acts; no comment is repeated in a mail."""

from django.utils.translation import gettext_lazy as _

COMMENTS_RELEASED = _(
    "%(title)s: %(organisation)s hat Anmerkungen zur neuen Fassung freigegeben. "
    "Anlass: %(occasion)s"
)
COMMENT_TAKEN_BACK = _(
    "%(title)s: %(organisation)s hat eine Anmerkung zur neuen Fassung zurückgenommen. "
    "Anlass: %(occasion)s"
)
ANSWER_RELEASED = _(
    "%(title)s: Die Stellungnahme von %(organisation)s zur neuen Fassung liegt vor: %(position)s. "
    "Anlass: %(occasion)s"
)
ANSWER_TAKEN_BACK = _(
    "%(title)s: %(organisation)s hat die Stellungnahme zur neuen Fassung zurückgenommen. "
    "Anlass: %(occasion)s"
)
