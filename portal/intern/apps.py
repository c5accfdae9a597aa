from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InternConfig(AppConfig):
    name = "portal.intern"
    label = "intern"
    verbose_name = _("Interner Bereich")
