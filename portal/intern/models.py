"""The entrance to the internal part."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from portal.core.models import BasePage


class InternPage(BasePage):
    """The staff area: everything below it is closed to visitors."""

    intro = RichTextField(_("Einleitung"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    max_count = 1
    template = "intern/intern_page.html"

    class Meta:
        verbose_name = _("Interner Bereich")
