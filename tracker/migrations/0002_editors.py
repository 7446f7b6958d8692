"""The group "editors": may correct everything that the product records, but not users, settings or processing runs."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

CHANGES = ["group", "groupname", "organization", "organizationname", "affiliation", "sector", "sectorword"]
CHANGES += ["initiative", "participation", "milestone", "source", "article"]
VIEWS = ["report", "evidence", "processingrun", "reading"]


def make_editors(apps, schema_editor):
    config = apps.get_app_config("tracker")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    wanted = [f"{verb}_{model}" for model in CHANGES for verb in ("add", "change", "delete", "view")]
    wanted += [f"view_{model}" for model in VIEWS]
    editors, _ = apps.get_model("auth", "Group").objects.get_or_create(name="editors")
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="tracker", codename__in=wanted
    )
    editors.permissions.set(permissions)


def drop_editors(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="editors").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_editors, drop_editors)]
