from django.db import migrations


def memberships_of_groups(apps, schema_editor):
    """Whoever was put into a group by hand until now gets the role that gives it."""
    Membership = apps.get_model("directory", "Membership")
    for organisation in apps.get_model("directory", "OrganisationPage").objects.exclude(group=None):
        for user in organisation.group.user_set.all():
            Membership.objects.create(user=user, organisation=organisation, role="editor")
    for group in apps.get_model("auth", "Group").objects.filter(name="Koordination"):
        for user in group.user_set.all():
            Membership.objects.create(user=user, role="coordination")


class Migration(migrations.Migration):

    dependencies = [
        ("directory", "0002_people"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(memberships_of_groups, migrations.RunPython.noop),
    ]
