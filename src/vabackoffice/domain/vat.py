"""VAT on a service: which category, which rate and which words, decided from who sells, who buys and when.

The rules are those of Directive 2006/112/EC for services: business customers are taxed where they are (art. 44), and
in another Member State the customer owes the tax (art. 196); private customers are taxed where the seller is
(art. 45). The date of the service decides the rate, the date of the document decides the wording.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn

from vabackoffice.domain.eu import Area, country_code, locate
from vabackoffice.domain.handle import shorten
from vabackoffice.domain.vat_choice import read_vat_choice
from vabackoffice.domain.vat_tables import Rate, Regime, VatTables, Wording, WordingKey, resolve_regime
from vabackoffice.errors import InvalidInputError, MissingError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from vabackoffice.domain.invoice import Line

__all__ = [
    "Rate",
    "Regime",
    "VatBuyer",
    "VatDecision",
    "VatSeller",
    "VatTables",
    "Wording",
    "decide_vat",
    "refuse_mixed_scope",
    "resolve_regime",
]

_CHOSEN = ", as chosen with --vat"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class VatSeller:
    """The seller on the day of the service: `regime` is the code that was in force then."""

    country: str
    region: str
    regime: str
    vat_id: str


@dataclass(frozen=True, slots=True)
class VatBuyer:
    """The customer; `language` is the invoice's, `handle` is for messages."""

    handle: str
    country: str
    region: str
    is_business: bool
    vat_id: str
    language: str


@dataclass(frozen=True, slots=True)
class VatDecision:
    """What the line and the invoice say, and why.

    `category` is a code of UNCL 5305 (S, AE, E, O, G, Z), `rate` is in per cent, `exemption_code` is one of
    the VATEX list or empty, `wordings` are the phrases to print, `reason` one sentence for the preview.
    """

    category: str
    rate: Decimal
    exemption_code: str
    reason: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Supply:
    """One service between two places: `here` is the seller's area, `there` the buyer's."""

    seller: VatSeller
    buyer: VatBuyer
    regime: Regime
    here: Area
    there: Area
    supply_date: date
    document_date: date
    tables: VatTables

    @property
    def is_domestic(self) -> bool:
        """Seller and buyer are under the same VAT law."""
        return self.here.shares_vat_with(self.there)

    @property
    def starts_in_eu(self) -> bool:
        """The seller is inside the EU VAT area on the day of the service."""
        return self._is_inside(self.here)

    @property
    def ends_in_eu(self) -> bool:
        """The buyer is inside the EU VAT area on the day of the service."""
        return self._is_inside(self.there)

    @property
    def is_between_members(self) -> bool:
        """Seller and buyer are in two Member States."""
        return self.starts_in_eu and self.ends_in_eu and not self.is_domestic

    @property
    def customer(self) -> str:
        """The buyer in the words of a reason: `business customer in Germany`."""
        return f"{'business' if self.buyer.is_business else 'private'} customer in {self.there.name}"

    @property
    def article(self) -> str:
        """The Directive's article on the place of the service, where the service leaves an EU seller's country."""
        if self.is_domestic or not self.starts_in_eu:
            return ""
        return f" (Directive 2006/112/EC art. {44 if self.buyer.is_business else 45})"

    def phrases(self, key: WordingKey) -> tuple[str, ...]:
        """Return the phrases of `key` for this seller's country and this buyer's language."""
        country, language = self.here.country, self.buyer.language
        return self.tables.phrases(key, country, language, self.document_date, in_eu=self.starts_in_eu)

    def _is_inside(self, area: Area) -> bool:
        return not area.outside and self.tables.is_member(area.country, self.supply_date)


def decide_vat(  # noqa: PLR0913 - the law asks for this many facts
    seller: VatSeller,
    buyer: VatBuyer,
    *,
    supply_date: date,
    document_date: date,
    tables: VatTables,
    choice: str = "auto",
) -> VatDecision:
    """Decide the VAT on a service.

    Args:
        seller: who sells, with the regime of the day of the service.
        buyer: who buys.
        supply_date: the last day of the service; decides rate and membership.
        document_date: the date of the document; decides the wording.
        tables: the dated regimes, rates and phrases.
        choice: `auto`, or a category the user insists on: `S`, `S:9` (that rate), `AE`, `E`, `O`, `G`, `Z`.

    Raises:
        InvalidInputError: the law does not allow the choice, or a fact is missing that only the user can supply.
        MissingError: the tables have no rate for the day of the service.
    """
    category, percent = read_vat_choice(choice)
    supply = _place(seller, buyer, supply_date, document_date, tables)
    if category == "auto":
        return _decide(supply)
    if supply.regime.kind == "unregistered" and category != "O":
        message = f"'--vat {category}' needs a VAT registration, and the regime '{supply.regime.code}' has none."
        raise InvalidInputError(message, "Leave --vat out: the invoice then shows no VAT.")
    if category == "S":
        return _charge(supply, percent, _CHOSEN)
    chosen = {"AE": _reverse_charge, "E": _exempt, "O": _choose_outside_scope, "G": _export, "Z": _zero_rate}
    return chosen[category](supply)


def refuse_mixed_scope(client: str, lines: Iterable[Line]) -> None:
    """Refuse an invoice on which some lines are outside the scope of VAT and others are not (EN 16931 BR-O-11 to 14).

    Raises:
        InvalidInputError: it mixes them; the hint names the two ways out.
    """
    categories = list(dict.fromkeys(line.vat_category for line in lines))
    if "O" in categories and len(categories) > 1:
        others = " and ".join(category for category in categories if category != "O")
        message = f"The lines mix services outside the scope of VAT (O) with {others}; no invoice can (BR-O-11)."
        way_out = f"'va client edit {client} --vat G'"
        raise InvalidInputError(message, f"Bill them on two drafts, or for a client outside the EU say G: {way_out}.")


def _place(seller: VatSeller, buyer: VatBuyer, supply_date: date, document_date: date, tables: VatTables) -> _Supply:
    """Find out where seller and buyer are and which regime the seller has."""
    if not seller.country.strip():
        message = "The business has no country, so its VAT cannot be decided."
        raise InvalidInputError(message, "Give it one with 'va business edit --country NL'.")
    if not buyer.country.strip():
        message = f"The client '{buyer.handle}' has no country, so the VAT cannot be decided."
        raise InvalidInputError(message, f"Give it one with 'va client edit {buyer.handle} --country NL'.")
    here, there = locate(seller.country, seller.region), locate(buyer.country, buyer.region)
    regime = resolve_regime(seller.regime, tables)
    if regime.country not in ("", here.country):
        message = f"The regime '{regime.code}' is not one of {here.name}."
        raise InvalidInputError(message, "Correct it with 'va regime set REGIME --from DATE'.")
    return _Supply(seller, buyer, regime, here, there, supply_date, document_date, tables)


def _decide(supply: _Supply) -> VatDecision:
    """Apply the law as it stands, without a choice of the user's."""
    if supply.regime.kind == "unregistered":
        return _show_no_vat(supply)
    if supply.is_domestic or not supply.buyer.is_business:
        return _treat_as_domestic(supply)
    if supply.is_between_members:
        return _reverse_charge(supply)
    _refuse_unknown_territory(supply)
    return _outside_scope(supply)


def _show_no_vat(supply: _Supply) -> VatDecision:
    if supply.tables.knows(supply.here.country):
        why = f"Not registered for VAT ({supply.regime.code})"
    else:
        why = f"No VAT rules known for {supply.here.name}"
    return VatDecision("O", _ZERO, "VATEX-EU-O", f"{why}: the invoice shows no VAT.", ())


def _treat_as_domestic(supply: _Supply) -> VatDecision:
    if supply.regime.kind == "small":
        return _exempt(supply)
    return _charge(supply, None, supply.article)


def _charge(supply: _Supply, percent: Decimal | None, why: str) -> VatDecision:
    """Charge the seller's own VAT: at the standard rate, or at `percent` if the country has such a rate that day."""
    if supply.regime.kind == "small":
        message = f"The regime '{supply.regime.code}' is exempt from VAT, so none can be charged."
        raise InvalidInputError(message, "Use '--vat E', or set the regime that applies with 'va regime set'.")
    rate = _own_rate(supply, percent)
    reason = f"VAT of {supply.here.name} at {_show(rate)} %: {supply.customer}{why}."
    return VatDecision("S", rate, "", reason, ())


def _own_rate(supply: _Supply, percent: Decimal | None) -> Decimal:
    rates = supply.tables.rates_on(supply.here.code, supply.supply_date)
    standard = [rate.percent for rate in rates if rate.level == "standard"]
    if not standard:
        _miss_rate(supply)
    if percent is None:
        return standard[0]
    for rate in rates:
        if rate.percent == percent:
            return rate.percent
    message = f"'{_show(percent)} %' is not a VAT rate of {supply.here.name} on {supply.supply_date}."
    raise InvalidInputError(message, f"The rates are {', '.join(f'{_show(rate.percent)} %' for rate in rates)}.")


def _miss_rate(supply: _Supply) -> NoReturn:
    """Say that there is no figure: the one of a neighbouring year or country would make a wrong invoice."""
    begins = [rate.valid_from for rate in supply.tables.rates if rate.country == supply.here.code]
    kept = f"begin on {min(begins)}" if begins else "hold none"
    message = f"There is no VAT rate for {supply.here.name} on {supply.supply_date}."
    hint = f"Check the date of the service; the tables ('rates.toml') {kept} for '{supply.here.code}'."
    raise MissingError(message, hint)


def _exempt(supply: _Supply) -> VatDecision:
    if supply.regime.kind != "small":
        reason = f"Exempt{_CHOSEN}: the invoice must name the article that exempts the service."
        return VatDecision("E", _ZERO, "", reason, ())
    code = "VATEX-FR-FRANCHISE" if supply.here.country == "FR" else ""
    reason = f"Exempt: small-business scheme of {supply.here.name} ({supply.regime.code}), {supply.customer}."
    return VatDecision("E", _ZERO, code, reason, supply.phrases("small_business"))


def _reverse_charge(supply: _Supply) -> VatDecision:
    """Let the customer owe the tax; the invoice then carries both VAT ids (art. 226 points 3, 4 and 11a)."""
    _need_business_in_another_member(supply)
    buyer = f"'{supply.buyer.handle}' is a business in {supply.there.name}"
    number = _need_vat_id(supply, supply.buyer.vat_id, buyer, f"client edit {supply.buyer.handle}")
    _need_vat_id(supply, supply.seller.vat_id, "Your own business is registered", "business edit")
    reason = f"Reverse charge: {supply.customer} with VAT id {number} (Directive 2006/112/EC art. 44 and 196)."
    return VatDecision("AE", _ZERO, "VATEX-EU-AE", reason, supply.phrases("reverse_charge"))


def _need_business_in_another_member(supply: _Supply) -> None:
    if not supply.buyer.is_business:
        message = f"'{supply.buyer.handle}' is a private customer, and the reverse charge is for businesses only."
        raise InvalidInputError(message, "Leave --vat out: private customers are charged as at home.")
    if not supply.is_between_members:
        message = f"There is no reverse charge from {supply.here.name} to {supply.there.name}."
        raise InvalidInputError(message, "Leave --vat out: it is for services between two Member States of the EU.")


def _need_vat_id(supply: _Supply, vat_id: str, who: str, command: str) -> str:
    """Return the VAT id without spaces, or refuse and name the two ways out."""
    number = "".join(vat_id.split()).upper()
    if supply.tables.is_member(country_code(number[:2]), supply.supply_date):
        return number
    what = f"with '{shorten(number)}', which is no VAT id of an EU country" if number else "without a VAT id"
    other = "stay exempt with '--vat E'" if supply.regime.kind == "small" else "charge your own VAT with '--vat S'"
    message = f"{who} {what}; the reverse charge needs the VAT ids of both sides."
    raise InvalidInputError(message, f"Add it with 'va {command} --vat-id …', or {other}.")


def _outside_scope(supply: _Supply) -> VatDecision:
    reason = f"Outside the scope of the VAT of {supply.here.name}: {supply.customer}{supply.article}."
    return VatDecision("O", _ZERO, "VATEX-EU-O", reason, supply.phrases("outside_scope"))


def _choose_outside_scope(supply: _Supply) -> VatDecision:
    """Take the user's word that a service is outside VAT; the phrase about the place fits only where it is true."""
    if supply.regime.kind == "unregistered":
        return _show_no_vat(supply)
    if supply.is_domestic or supply.is_between_members:
        return VatDecision("O", _ZERO, "VATEX-EU-O", f"Outside the scope of VAT{_CHOSEN}: {supply.customer}.", ())
    return _outside_scope(supply)


def _refuse_unknown_territory(supply: _Supply) -> None:
    """Refuse where a country taxes supplies to its own outlying territory by rules that the tables do not hold.

    French VAT reaches the overseas departments at rates of its own (CGI art. 294 and 296) and Finnish VAT
    reaches Åland; Spain, Germany and Italy define their territory as the Directive does.
    """
    if supply.here.country == supply.there.country and supply.here.country in ("FI", "FR"):
        message = f"The VAT between {supply.here.name} and {supply.there.name} is not in the tables."
        raise InvalidInputError(message, "State the treatment yourself, for example '--vat O' or '--vat S'.")


def _export(supply: _Supply) -> VatDecision:
    """Mark a service to a customer outside the EU as an export, for customers whose systems ask for category G."""
    if not supply.starts_in_eu or supply.ends_in_eu:
        message = f"'--vat G' is for customers outside the EU, not from {supply.here.name} to {supply.there.name}."
        raise InvalidInputError(message, "Leave --vat out.")
    if not supply.seller.vat_id.strip():
        message = "'--vat G' puts your own VAT id on the invoice, and the business has none."
        raise InvalidInputError(message, "Use '--vat O', or add it with 'va business edit --vat-id …'.")
    reason = f"Export of a service{_CHOSEN}: {supply.customer}{supply.article}."
    return VatDecision("G", _ZERO, "VATEX-EU-G", reason, supply.phrases("outside_scope"))


def _zero_rate(supply: _Supply) -> VatDecision:
    if supply.regime.kind == "small":
        message = f"The regime '{supply.regime.code}' is exempt from VAT, so there is no zero rate."
        raise InvalidInputError(message, "Use '--vat E'.")
    return VatDecision("Z", _ZERO, "", f"Zero rate{_CHOSEN}: {supply.customer}.", ())


def _show(percent: Decimal) -> str:
    return f"{percent.normalize():f}"
