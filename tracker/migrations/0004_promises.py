from hashlib import sha256

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tracker.pipeline.fetch.canonical import address_key


def fill_address_keys(apps, schema_editor):
    """Of several spellings of one address that were taken in before, the first row holds the key."""
    articles = apps.get_model("tracker", "Article").objects
    seen = set()
    for pk, address in articles.filter(address__isnull=False).order_by("id").values_list("id", "address").iterator():
        key = sha256(address_key(address).encode()).hexdigest()
        if key not in seen:
            seen.add(key)
            articles.filter(pk=pk).update(address_key=key)


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0002_editors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticleOrigin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "독립 출처",
                "verbose_name_plural": "독립 출처",
            },
        ),
        migrations.CreateModel(
            name="ArticleSketch",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sketch",
                        serialize=False,
                        to="tracker.article",
                    ),
                ),
                ("numbers", models.BinaryField()),
            ],
            options={
                "verbose_name": "글의 지문",
                "verbose_name_plural": "글의 지문",
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(editable=False, max_length=12, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("talks", "협의"),
                            ("agreement", "협약"),
                            ("contract", "계약"),
                            ("investment", "투자"),
                            ("organization", "조직 구성"),
                            ("pilot", "시범·실증"),
                            ("construction", "착공"),
                            ("launch", "개시"),
                            ("completion", "준공·완료"),
                            ("target", "목표"),
                            ("announcement", "발표"),
                            ("cancellation", "취소"),
                        ],
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                ("date_value", models.CharField(max_length=21, verbose_name="기한")),
                (
                    "granularity",
                    models.CharField(
                        choices=[
                            ("day", "일"),
                            ("month", "월"),
                            ("quarter", "분기"),
                            ("half", "반기"),
                            ("year", "연"),
                            ("range", "기간"),
                        ],
                        max_length=8,
                        verbose_name="정밀도",
                    ),
                ),
                ("due_from", models.DateField(verbose_name="기한의 첫날")),
                ("due_on", models.DateField(verbose_name="기한의 끝날")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "기한 지남"),
                            ("open", "기한 전"),
                            ("fulfilled", "이루어짐"),
                            ("superseded", "기한 바뀜"),
                            ("withdrawn", "거두어짐"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("first_stated", models.DateField(null=True, verbose_name="처음 말한 날")),
                ("last_stated", models.DateField(null=True, verbose_name="마지막으로 말한 날")),
                ("late_days", models.IntegerField(null=True, verbose_name="늦은 날수")),
                ("recalled", models.BooleanField(default=False, verbose_name="돌아보며 말함")),
                ("looked_at", models.DateTimeField(null=True, verbose_name="마지막으로 찾아본 때")),
                ("looked_articles", models.PositiveIntegerField(default=0, verbose_name="찾아본 기사 수")),
                ("looked_outlets", models.JSONField(default=list, verbose_name="찾아본 매체")),
                ("looked_outlet_count", models.PositiveIntegerField(default=0, verbose_name="찾아본 매체 수")),
            ],
            options={
                "verbose_name": "약속",
                "verbose_name_plural": "약속",
                "ordering": ["-due_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SketchKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.BigIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="article",
            name="address_key",
            field=models.CharField(editable=False, max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="article",
            name="origin",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="articles",
                to="tracker.articleorigin",
                verbose_name="독립 출처",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["origin", "published_at"], name="article_of_origin"),
        ),
        migrations.AddField(
            model_name="promise",
            name="fulfilled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="fulfils",
                to="tracker.milestone",
                verbose_name="이룬 이정표",
            ),
        ),
        migrations.AddField(
            model_name="promise",
            name="initiative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="promises",
                to="tracker.initiative",
                verbose_name="사업",
            ),
        ),
        migrations.AddField(
            model_name="promise",
            name="milestone",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="promise",
                to="tracker.milestone",
                verbose_name="이정표",
            ),
        ),
        migrations.AddField(
            model_name="promise",
            name="superseded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="supersedes",
                to="tracker.promise",
                verbose_name="바뀐 기한",
            ),
        ),
        migrations.AddField(
            model_name="promise",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="withdraws",
                to="tracker.milestone",
                verbose_name="거둔 이정표",
            ),
        ),
        migrations.AddField(
            model_name="sketchkey",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="sketch_keys", to="tracker.article"
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["state", "due_on", "id"], name="promise_by_state"),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["due_on", "id"], name="promise_by_date"),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["initiative", "due_on"], name="promise_of_initiative"),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "fulfilled", "superseded", "withdrawn"])),
                name="promise_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("due_from"))), name="promise_dates_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "fulfilled"), _negated=True), ("superseded_by__isnull", True), _connector="OR"
                ),
                name="promise_settled_once",
            ),
        ),
        migrations.AddIndex(
            model_name="sketchkey",
            index=models.Index(fields=["key", "article"], name="sketch_key_lookup"),
        ),
        # What was read before gets its origins and promises by "manage.py rebuild".
        migrations.RunPython(fill_address_keys, migrations.RunPython.noop),
    ]
