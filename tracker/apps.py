from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = _("스마트 산업 트래커")
    default_auto_field = "django.db.models.BigAutoField"
