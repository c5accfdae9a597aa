"""The time stamps in the database, checked down to the certificates that the site trusts."""

from agreement.evidence.timestamps import TimeStampRefused, trusted_certificates, verify_token
from agreement.verification.standalone.words import Text
from agreement.verification.tables import Tables


def check_stamps(tables: Tables) -> tuple[list[Text], list[Text]]:
    """Return what is wrong with time stamps, and what could not be checked."""
    if not tables.stamps:
        return [], []
    try:
        roots = trusted_certificates()
    except TimeStampRefused as reason:
        return [], [
            Text(
                f"Die Zeitstempel sind nur auf ihre Prüfpunkte hin geprüft ({reason}).",
                f"Of the time stamps, only the link to their checkpoints was checked ({reason}).",
            )
        ]
    notes = {row.number("size"): row.text("note") for row in tables.checkpoints}
    problems = []
    for row in tables.stamps:
        size = row.number("checkpoint_id")
        try:
            stamp = verify_token(row.content("token"), notes.get(size, "").encode(), roots)
            is_so = row.moment("stamped_at") == stamp.stamped_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        except TimeStampRefused:
            is_so = False
        if not is_so:
            problems.append(
                Text(
                    f"Der Zeitstempel zum Prüfpunkt {size} wurde verändert, oder niemand hier "
                    "vertraut seiner Stelle.",
                    f"The time stamp of checkpoint {size} was changed, or its authority is not "
                    "trusted here.",
                )
            )
    return problems, []
