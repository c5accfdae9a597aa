from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_log_of_organisations"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisationpage",
            name="archived_pages",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
