"""Countries (ISO 3166-1) and what usually goes with them: currency, document language, time zone."""

from __future__ import annotations

from vabackoffice.domain.handle import nearest, shorten
from vabackoffice.errors import InvalidInputError

LANGUAGES = ("en", "nl", "de", "es", "it", "fr")

# Every code of ISO 3166-1, and XI for Northern Ireland, as VAT ids have it.
_CODES = (
    "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA "
    "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM "
    "JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT "
    "PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW"
)
_ALIASES = {"UK": "GB", "EL": "GR"}

# country: currency, language of its documents, time zone of most of its people
_CUSTOMS = {
    "AT": ("EUR", "de", "Europe/Vienna"),
    "AU": ("AUD", "en", "Australia/Sydney"),
    "BE": ("EUR", "nl", "Europe/Brussels"),
    "BG": ("EUR", "en", "Europe/Sofia"),
    "CA": ("CAD", "en", "America/Toronto"),
    "CH": ("CHF", "de", "Europe/Zurich"),
    "CY": ("EUR", "en", "Asia/Nicosia"),
    "CZ": ("CZK", "en", "Europe/Prague"),
    "DE": ("EUR", "de", "Europe/Berlin"),
    "DK": ("DKK", "en", "Europe/Copenhagen"),
    "EE": ("EUR", "en", "Europe/Tallinn"),
    "ES": ("EUR", "es", "Europe/Madrid"),
    "FI": ("EUR", "en", "Europe/Helsinki"),
    "FR": ("EUR", "fr", "Europe/Paris"),
    "GB": ("GBP", "en", "Europe/London"),
    "GR": ("EUR", "en", "Europe/Athens"),
    "HR": ("EUR", "en", "Europe/Zagreb"),
    "HU": ("HUF", "en", "Europe/Budapest"),
    "IE": ("EUR", "en", "Europe/Dublin"),
    "IN": ("INR", "en", "Asia/Kolkata"),
    "IT": ("EUR", "it", "Europe/Rome"),
    "LT": ("EUR", "en", "Europe/Vilnius"),
    "LU": ("EUR", "fr", "Europe/Luxembourg"),
    "LV": ("EUR", "en", "Europe/Riga"),
    "MT": ("EUR", "en", "Europe/Malta"),
    "NL": ("EUR", "nl", "Europe/Amsterdam"),
    "NO": ("NOK", "en", "Europe/Oslo"),
    "NZ": ("NZD", "en", "Pacific/Auckland"),
    "PH": ("PHP", "en", "Asia/Manila"),
    "PL": ("PLN", "en", "Europe/Warsaw"),
    "PT": ("EUR", "en", "Europe/Lisbon"),
    "RO": ("RON", "en", "Europe/Bucharest"),
    "SE": ("SEK", "en", "Europe/Stockholm"),
    "SI": ("EUR", "en", "Europe/Ljubljana"),
    "SK": ("EUR", "en", "Europe/Bratislava"),
    "US": ("USD", "en", "America/New_York"),
    "XI": ("GBP", "en", "Europe/London"),
    "ZA": ("ZAR", "en", "Africa/Johannesburg"),
}
_ELSEWHERE = ("USD", "en", "UTC")


def check_country(text: str) -> str:
    """Return the ISO 3166-1 code of a country typed as a code; `UK` and `EL` are understood."""
    code = _ALIASES.get(text.strip().upper(), text.strip().upper())
    known = _CODES.split()
    if code not in known:
        message = f"'{shorten(text)}' is not a country code."
        near = nearest(code, known)
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        raise InvalidInputError(message, f"{hint}Use two letters such as NL, DE, ES, IT, US, GB.")
    return code


def check_language(text: str) -> str:
    """Return a language that documents are printed in."""
    if text.strip().lower() not in LANGUAGES:
        message = f"Documents are not printed in '{shorten(text)}'."
        raise InvalidInputError(message, f"Use one of: {', '.join(LANGUAGES)}.")
    return text.strip().lower()


def customs(country: str) -> tuple[str, str, str]:
    """Return currency, document language and time zone usual in `country`."""
    return _CUSTOMS.get(country, _ELSEWHERE)
