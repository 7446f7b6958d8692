"""What people judge of initiatives, what the machine proposes to them, and what each report says a project costs."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import tracker.models.identity


def note_amounts(apps, schema_editor):
    """Reports that are there already: their amount stands in the article's reading."""
    rows = apps.get_model("tracker", "Report").objects.select_related("article__reading")
    changed = []
    for report in rows.only("key", "article__reading__extraction").iterator(chunk_size=200):
        facts = report.article.reading.extraction.get("reports", [])
        report.amount_krw = next((fact.get("amount_krw") for fact in facts if fact.get("key") == report.key), None)
        if report.amount_krw is not None:
            changed.append(report)
    rows.model.objects.bulk_update(changed, ["amount_krw"], batch_size=500)


def let_editors_judge(apps, schema_editor):
    config = apps.get_app_config("tracker")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    editors, _ = apps.get_model("auth", "Group").objects.get_or_create(name="editors")
    editors.permissions.add(
        *apps.get_model("auth", "Permission").objects.filter(
            content_type__app_label="tracker",
            codename__in=["view_judgement", "change_judgement", "view_mergeproposal"],
        )
    )


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0005_operations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="amount_krw",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="금액(원)"),
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=tracker.models.identity.new_public_id, editable=False, max_length=12, unique=True
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("same", "같은 사업"), ("different", "다른 사업"), ("unsure", "모르겠음")],
                        max_length=9,
                        verbose_name="판단",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="판단한 때")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="거둔 때")),
                ("split", models.BooleanField(default=False, verbose_name="나눔")),
                ("score", models.FloatField(blank=True, null=True, verbose_name="점수")),
                ("reasons", models.JSONField(blank=True, default=list)),
                ("before", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="판단한 사람",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="거둔 사람",
                    ),
                ),
            ],
            options={
                "verbose_name": "사업 판단",
                "verbose_name_plural": "사업 판단",
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="JudgedReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("second", models.BooleanField(default=False)),
                ("key", models.CharField(max_length=10)),
                ("title", models.CharField(max_length=300)),
                ("quotes", models.JSONField(default=list)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="judged_reports", to="tracker.article"
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="tracker.initiative",
                    ),
                ),
                (
                    "judgement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sides", to="tracker.judgement"
                    ),
                ),
            ],
            options={
                "ordering": ["second", "id"],
            },
        ),
        migrations.CreateModel(
            name="MergeProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=tracker.models.identity.new_public_id, editable=False, max_length=12, unique=True
                    ),
                ),
                ("score", models.FloatField()),
                ("reasons", models.JSONField(default=list)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposed_with",
                        to="tracker.initiative",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposed_by", to="tracker.initiative"
                    ),
                ),
            ],
            options={
                "verbose_name": "합치기 제안",
                "verbose_name_plural": "합치기 제안",
                "ordering": ["-score", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["same", "different", "unsure"])), name="judgement_verdict_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="judgedreport",
            constraint=models.UniqueConstraint(fields=("judgement", "article", "key"), name="judged_report_once"),
        ),
        migrations.AddIndex(
            model_name="mergeproposal",
            index=models.Index(fields=["-score", "id"], name="merge_proposal_likeliest"),
        ),
        migrations.AddConstraint(
            model_name="mergeproposal",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="merge_proposal_once"),
        ),
        migrations.AddConstraint(
            model_name="mergeproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="merge_proposal_in_order"
            ),
        ),
        migrations.RunPython(note_amounts, migrations.RunPython.noop),
        migrations.RunPython(let_editors_judge, migrations.RunPython.noop),
    ]
