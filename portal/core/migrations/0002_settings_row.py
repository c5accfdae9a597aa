from django.db import migrations


def create_row(apps, schema_editor):
    """Make the one row, so that no page has to write it on a GET."""
    apps.get_model("core", "PortalSettings").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(create_row, migrations.RunPython.noop)]
