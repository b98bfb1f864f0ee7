"""The workspace's own settings and its number series: as they are, and the forms that change them."""

from datetime import datetime, timedelta

from babel import Locale
from babel.numbers import get_currency_name

from handlers import wire
from handlers.texts import LANGUAGES, Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    divider,
    esc,
    field,
    fields,
    form,
    header,
    option,
    section,
    select,
    switch,
    typeahead,
    typed,
)
from handlers.views.messages import Message
from store.number_series import Series
from store.rules import dates
from store.rules.words import Role
from store.workspace_settings import Kept

UNCHOSEN = "UTC"  # the time zone that a workspace begins with


def message(kept: Kept, series: list[Series], texts: Texts, now: datetime, *, note: str = "") -> Message:
    """The settings as they are, and the last number of each series."""
    settings, title = kept.settings, texts.t("Workspace")
    drawn: list[Block] = [section(esc(note))] if note else []
    numbered = texts.t("Number series")
    anybody, owner = texts.t("every salesperson"), texts.t("the owner, their manager and admins")
    drawn += [
        header(title),
        fields(
            [
                (words.field("timezone", texts), esc(zone(settings.timezone, now))),
                (words.field("currency", texts), esc(currency(settings.currency, texts))),
                (words.field("language", texts), language(settings.language, texts)),
                (words.field("default_role", texts), words.role(settings.default_role, texts)),
                (words.field("max_days", texts), texts.number(settings.max_days)),
                (texts.t("Opportunities are changed by"), owner if settings.owner_only else anybody),
            ]
        ),
        *_unset(settings.timezone, texts),
        actions(button(texts.t("Edit"), wire.WORKSPACE, style="primary")),
        divider(),
        section(f"*{numbered}*"),
        *(_series(one, texts) for one in series),
    ]
    return Message(drawn, esc(note) or title)


def _unset(timezone: str, texts: Texts) -> list[Block]:
    if timezone != UNCHOSEN:
        return []
    return [context(texts.t("Choose your time zone: until then the business day is that of UTC."))]


def _series(one: Series, texts: Texts) -> Block:
    name = words.series(one.kind, texts)
    if not one.there:
        missing = texts.t("missing: nothing can be created without it")
        return section(
            f":warning: {texts.labelled(name, missing)}", button(texts.t("Add"), wire.SERIES, one.kind, style="primary")
        )
    following = texts.t("next {number}", number=one.number(one.last + 1))
    last = texts.t("last {number}", number=one.number(one.last)) if one.last else texts.t("none given yet")
    return section(texts.labelled(name, f"{last}, {following}"), button(texts.t("Change"), wire.SERIES, one.kind))


def zone(name: str, now: datetime) -> str:
    """A time zone with how far it is from UTC just now."""
    minutes = int((now.astimezone(dates.zone(name)).utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"{name} (UTC{sign}{hours}{f':{rest:02d}' if rest else ''})" if name != "UTC" else name


def currency(code: str, texts: Texts) -> str:
    """A currency's code and name."""
    return f"{code} · {get_currency_name(code, locale=texts.locale)}"


def language(code: str, texts: Texts) -> str:
    """A language's name, as the reader calls it."""
    return Locale.parse(code).get_display_name(texts.locale) or code


def settings_form(kept: Kept, texts: Texts, metadata: str, now: datetime) -> Block:
    """The form of the settings."""
    settings = kept.settings
    here = option(zone(settings.timezone, now), settings.timezone)
    languages = [option(language(code, texts), code) for code in LANGUAGES]
    roles = [option(words.role(role, texts), role) for role in Role]
    drawn: list[Block] = [
        field(
            "timezone",
            words.field("timezone", texts),
            typeahead(wire.ZONES, texts.t("Type a city"), here),
            hint=texts.t("Its day is the business day: what is due today, and which dates may be entered."),
        ),
        _currency(kept, texts),
        field("language", words.field("language", texts), select("menu", languages, settings.language),
              hint=texts.t("For people who chose none, neither here nor in Slack.")),
        field("default_role", words.field("default_role", texts), select("menu", roles, settings.default_role),
              hint=texts.t("Of whoever is seen for the first time.")),
        field("max_days", words.field("max_days", texts), typed("text", str(settings.max_days)),
              hint=texts.t("At a stage that has none of its own; then a reminder is due.")),
        field(
            "owner_only",
            texts.t("Who may change an opportunity"),
            switch("tick", texts.t("Only its owner, the owner’s manager and admins"), settings.owner_only),
            optional=True,
        ),
    ]  # fmt: skip
    return form(
        "workspace",
        texts.t("Workspace"),
        drawn,
        submit=texts.t("Save"),
        close=texts.t("Cancel"),
        metadata=metadata,
    )


def _currency(kept: Kept, texts: Texts) -> Block:
    caption, code = words.field("currency", texts), kept.settings.currency
    if not kept.amounts:
        chosen = option(currency(code, texts), code)
        return field("currency", caption, typeahead(wire.CURRENCIES, texts.t("Type a currency"), chosen))
    stays = texts.t("It stays: amounts are kept in it, and another one would not convert them.")
    return section(f"{texts.labelled(caption, esc(currency(code, texts)))}\n_{stays}_")


def series_form(one: Series, texts: Texts, metadata: str) -> Block:
    """The form that lets a number series go on with another number, or makes a missing one."""
    drawn: list[Block] = [
        section(f"*{words.series(one.kind, texts)}*"),
        field("next_number", words.field("next_number", texts), typed("text", str(one.last + 1), longest=9)),
        context(
            texts.t(
                "As it is shown: {number}. Numbers only go on, and one that was given is never given again.",
                number=one.number(one.last + 1),
            )
        ),
    ]
    return form(
        "series",
        texts.t("Number series"),
        drawn,
        submit=texts.t("Save"),
        close=texts.t("Cancel"),
        metadata=metadata,
    )
