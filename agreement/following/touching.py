"""Whether a new text changes what somebody follows. Pure.

A number alone is no change: above an inserted clause nothing says anything else than before.
"""

from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot


def touches(old: Snapshot | None, new: Snapshot, section: str = "", clause: str = "") -> bool:
    """Return whether the new text says something else of a clause (uid) or section (slug).

    Without either the whole agreement is meant, which every version changes. Of a clause that
    count heading, wording, plain sentence, rules, whether it binds, and in which section it
    stands; of a section what it says of itself, and its clauses with their order.
    """
    if clause:
        return _clause_facts(old, clause) != _clause_facts(new, clause)
    if section:
        return _section_facts(old, section) != _section_facts(new, section)
    return True


def _clause_facts(text: Snapshot | None, uid: str) -> object:
    found = text.clauses() if text else ()
    return next(
        ((section.slug, _wording(clause)) for section, clause in found if clause.uid == uid), None
    )


def _section_facts(text: Snapshot | None, slug: str) -> object:
    found = text.sections if text else ()
    section = next((one for one in found if one.slug == slug), None)
    return _of_itself(section) if section else None


def _of_itself(section: SectionSnapshot) -> object:
    clauses = tuple((clause.uid, _wording(clause)) for clause in section.clauses)
    return section.kind, section.title, section.summary, section.fields, clauses


def _wording(clause: ClauseSnapshot) -> object:
    return clause.heading, clause.text, clause.plain, clause.rules, clause.is_binding
