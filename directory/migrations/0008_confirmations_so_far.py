"""Until now publishing a page was confirming it: keep those days as confirmations.

Who was reminded when is told by the links, person by person.
"""

from typing import Any

from django.db import migrations
from django.utils import timezone


def keep_days_of_publication(apps: Any, schema_editor: Any) -> None:
    offices = apps.get_model("directory", "OfficePage").objects
    verifications = apps.get_model("directory", "Verification").objects
    published = offices.filter(verification=None, last_published_at__isnull=False)
    for pk, moment in published.values_list("pk", "last_published_at").iterator():
        verifications.create(office_id=pk, verified_on=timezone.localdate(moment))


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_reach_and_freshness")]

    operations = [
        migrations.RemoveField(model_name="verification", name="reminded_on"),
        migrations.RunPython(keep_days_of_publication, migrations.RunPython.noop),
    ]
