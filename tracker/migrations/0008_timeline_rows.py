"""The rows from which timelines are shown, and where each stands. `manage.py rebuild timelines` fills them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0007_partner_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="TimelineRow",
            fields=[
                (
                    "milestone",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="timeline_row",
                        serialize=False,
                        to="tracker.milestone",
                    ),
                ),
                ("public_id", models.CharField(max_length=12)),
                ("initiative_public_id", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=300)),
                ("status", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=12)),
                ("modality", models.CharField(max_length=8)),
                ("date_value", models.CharField(blank=True, max_length=21)),
                ("date_from", models.DateField(null=True)),
                ("date_to", models.DateField(null=True)),
                ("confidence", models.FloatField(default=0.0)),
                ("reviewed", models.BooleanField(default=False)),
                ("reports", models.PositiveIntegerField(default=0)),
                ("origins", models.PositiveIntegerField(default=0)),
                ("samples", models.BooleanField(default=False)),
                ("quote", models.TextField(blank=True)),
                ("sectors", models.CharField(blank=True, max_length=200)),
                ("parties", models.TextField()),
                ("promise_state", models.CharField(blank=True, max_length=10)),
                ("due_on", models.DateField(null=True)),
                ("promised_by", models.CharField(blank=True, max_length=12)),
                ("replaced_by", models.CharField(blank=True, max_length=12)),
                ("begun", models.DateField(null=True)),
                ("age", models.IntegerField(null=True)),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="timeline_rows",
                        to="tracker.initiative",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TimelinePlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "owner_kind",
                    models.PositiveSmallIntegerField(choices=[(0, "everybody"), (1, "group"), (2, "organization")]),
                ),
                ("owner_id", models.BigIntegerField(default=0)),
                ("main", models.BooleanField()),
                ("day", models.DateField()),
                ("until", models.DateField()),
                ("month", models.DateField()),
                (
                    "initiative",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracker.initiative",
                    ),
                ),
                (
                    "lane_affiliate",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracker.organization",
                    ),
                ),
                (
                    "lane_partner",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracker.organization",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracker.sector",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="tracker.timelinerow",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["owner_kind", "owner_id", "sector", "-day", "-row"], name="timeline_of_sector"
                    ),
                    models.Index(
                        condition=models.Q(("main", True)),
                        fields=["owner_kind", "owner_id", "-day", "-row"],
                        name="timeline_of_owner",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("row", "owner_kind", "owner_id", "sector"), name="timeline_place_once"
                    )
                ],
            },
        ),
    ]
