"""Lists in sentences: values in the order of their set, joined as people say them. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

# From how many values on the few that are missing are told instead of all that are there.
MANY = 6


def joined(parts: Sequence[str], word: str) -> str:
    """Join parts of a sentence with commas and a last “und” or “oder”."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def named(codes: Iterable[str], names: Mapping[str, object]) -> list[str]:
    """Return names in the order of the set, so that the same rule always reads the same."""
    order = {code: place for place, code in enumerate(names)}
    ranked = sorted(codes, key=lambda code: (order.get(code, len(order)), code))
    return [str(names.get(code, code)) for code in ranked]


def any_of(codes: Iterable[str], names: Mapping[str, object]) -> str:
    """Return the names as “A, B oder C”."""
    return joined(named(codes, names), _("oder"))


def missing(codes: Collection[str], names: Mapping[str, object]) -> str:
    """Return the few values that are not meant, or nothing if they are better told one by one."""
    left = set(names) - set(codes)
    if len(codes) <= MANY or not 0 < len(left) < len(codes):
        return ""
    return joined(named(left, names), _("und"))
