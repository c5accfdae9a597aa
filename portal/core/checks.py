"""Rules of the house that `manage.py check` enforces."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model
from wagtail.models import Page

from portal.core.page_form import PageForm
from portal.core.visibility import policy_of

OUR_APPS = ("portal.", "agreement", "directory", "news")


def our_models() -> Iterator[type[Model]]:
    """Yield every concrete model of the portal's own apps."""
    for config in apps.get_app_configs():
        if config.name.startswith(OUR_APPS):
            yield from (m for m in config.get_models() if not m._meta.auto_created)


@register()
def models_have_a_visibility_policy(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a model of ours that does not say who may see it."""
    return [
        Error(
            f"{model._meta.label} has no visibility policy.",
            hint="Register one in AppConfig.ready(): portal.core.visibility.register().",
            obj=model,
            id="portal.E001",
        )
        for model in our_models()
        if policy_of(model) is None
    ]


@register()
def page_types_name_their_place(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a page type that does not say below which pages it may stand."""
    return [
        Error(
            f"{model._meta.label} does not name its parent_page_types.",
            obj=model,
            id="portal.E002",
        )
        for model in our_models()
        if issubclass(model, Page) and "parent_page_types" not in _attributes(model)
    ]


@register()
def page_forms_ask_what_may_be_chosen(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a page type whose form takes over references without asking (see `page_form`)."""
    models: Iterator[Any] = our_models()
    return [
        Error(f"The form of {model._meta.label} is no PageForm.", obj=model, id="portal.E003")
        for model in models
        if issubclass(model, Page) and not issubclass(model.base_form_class, PageForm)
    ]


def _attributes(model: type[Model]) -> set[str]:
    """Return the names that a page type or a base of ours (not Wagtail's) defines."""
    ours = (base for base in model.__mro__ if base.__module__.startswith(OUR_APPS))
    return {name for base in ours for name in vars(base)}
