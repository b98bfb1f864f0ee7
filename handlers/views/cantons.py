"""The cantons of Switzerland as the reader calls them; those of other countries have the names they give themselves."""

from handlers.texts import Texts


def _(name: str) -> str:
    """Mark a name for the catalogues."""
    return name


_SWISS = {
    "AG": _("Aargau"),
    "AI": _("Appenzell Innerrhoden"),
    "AR": _("Appenzell Ausserrhoden"),
    "BE": _("Bern"),
    "BL": _("Basel-Landschaft"),
    "BS": _("Basel-Stadt"),
    "FR": _("Fribourg"),
    "GE": _("Geneva"),
    "GL": _("Glarus"),
    "GR": _("Graubünden"),
    "JU": _("Jura"),
    "LU": _("Lucerne"),
    "NE": _("Neuchâtel"),
    "NW": _("Nidwalden"),
    "OW": _("Obwalden"),
    "SG": _("St. Gallen"),
    "SH": _("Schaffhausen"),
    "SO": _("Solothurn"),
    "SZ": _("Schwyz"),
    "TG": _("Thurgau"),
    "TI": _("Ticino"),
    "UR": _("Uri"),
    "VD": _("Vaud"),
    "VS": _("Valais"),
    "ZG": _("Zug"),
    "ZH": _("Zurich"),
    "Stadt Zurich": _("City of Zurich"),
}


def name(of: str, code: str, texts: Texts) -> str | None:
    """What the reader calls a canton of Switzerland; None for a part of another country."""
    return texts.t(_SWISS[code]) if of == "CH" and code in _SWISS else None
