"""The page on which the partners are consulted on a frozen round."""

from django.utils.translation import gettext_lazy

from agreement.consultation.routes_coordination import CoordinationRoutes
from agreement.consultation.routes_member import MemberRoutes
from portal.core.models import ToolPage


class ConsultationPage(MemberRoutes, CoordinationRoutes, ToolPage):
    """Consulting the partners: /intern/abstimmung/."""

    class Meta:
        verbose_name = gettext_lazy("Abstimmung")
