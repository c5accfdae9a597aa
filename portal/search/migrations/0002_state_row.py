"""Make the one row of the state, so that nothing has to write it while answering."""

from django.db import migrations


def make_row(apps, schema_editor):
    apps.get_model("portal_search", "SearchState").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("portal_search", "0001_entries")]

    operations = [migrations.RunPython(make_row, migrations.RunPython.noop)]
