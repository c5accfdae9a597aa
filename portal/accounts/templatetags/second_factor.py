"""Whether the reader still lacks the second factor that the role requires."""

from django import template
from django.template import Context

from portal.accounts.second_factor import has_second_factor, is_required

register = template.Library()


@register.simple_tag(takes_context=True)
def second_factor_is_missing(context: Context) -> bool:
    """Tell whether the reader must set up a factor before anything else."""
    user = context["request"].user
    return is_required(user) and not has_second_factor(user)
