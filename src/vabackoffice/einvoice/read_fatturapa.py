"""A received invoice in the format of the Italian exchange system: FatturaPA 1.2."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from vabackoffice.einvoice.model import (
    CREDIT_NOTE,
    INVOICE,
    Address,
    Allowance,
    Contact,
    Days,
    Document,
    Line,
    Note,
    Party,
    Payment,
    Preceding,
    Totals,
    VatBreakdown,
)
from vabackoffice.einvoice.terms import Reader
from vabackoffice.einvoice.units import code_of_italian
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_READ = Reader({})
_CREDIT_NOTES = ("TD04", "TD08")
_GENERAL = "DatiGenerali/DatiGeneraliDocumento"
_TRANSFERS = {"MP05": "30", "MP19": "59", "MP08": "48", "MP01": "10"}
_ZERO, _CENT = Decimal(0), Decimal("0.01")
_DISCOUNT = "Sconto"
# Natura to category of EN 16931: the first two characters decide, but for N2.2 and for what is called reverse charge.
_CATEGORIES = {"N1": "E", "N2": "O", "N3": "G", "N4": "E", "N5": "E", "N6": "AE", "N7": "O"}


def read_fatturapa(root: Element) -> Document:
    """Return the invoice under `root`, a FatturaElettronica with one body.

    The withheld tax (ritenuta) has no term in EN 16931: the payment terms name it, and the amount due is gross.

    Raises:
        InvalidInputError: a number or date is none, or the file holds several invoices.
    """
    bodies = _READ.all(root, "FatturaElettronicaBody")
    if len(bodies) != 1:
        message = f"The file holds {len(bodies)} invoices, and one is read."
        raise InvalidInputError(message, "Ask the sender for one file per invoice.")
    body, head = bodies[0], _READ.find(root, "FatturaElettronicaHeader")
    general = _READ.find(body, _GENERAL)
    reverse = _reverse_charged(body)
    return Document(
        number=_READ.text(general, "Numero"),
        issue_date=_READ.required_day(general, "Data", "BT-2"),
        type_code=CREDIT_NOTE if _READ.text(general, "TipoDocumento") in _CREDIT_NOTES else INVOICE,
        currency=_READ.text(general, "Divisa"),
        due_date=_READ.day(body, "DatiPagamento/DettaglioPagamento/DataScadenzaPagamento", "BT-9"),
        terms=_withheld(general),
        notes=tuple(Note((note.text or "").strip()) for note in _READ.all(general, "Causale")),
        seller=_party(_READ.find(head, "CedentePrestatore")),
        buyer=_party(_READ.find(head, "CessionarioCommittente")),
        payment=_payment(body),
        preceding=_preceding(body),
        allowances=tuple(_allowance(one, reverse=reverse) for one in _rows(body) if _is_discount(one)),
        lines=(
            *(_line(one, reverse=reverse) for one in _rows(body) if not _is_discount(one)),
            *(_fund(one, reverse=reverse) for one in _READ.all(general, "DatiCassaPrevidenziale")),
        ),
        breakdown=_breakdown(body, reverse=reverse),
        totals=_totals(body, general),
        specification=root.get("versione", ""),
    )


def _rows(body: Element) -> list[Element]:
    return _READ.all(body, "DatiBeniServizi/DettaglioLinee")


def _is_discount(row: Element) -> bool:
    return _READ.text(row, "TipoCessionePrestazione") == "SC"


def _reverse_charged(body: Element) -> bool:
    laws = _READ.all(body, "DatiBeniServizi/DatiRiepilogo/RiferimentoNormativo")
    return any("inversione contabile" in (law.text or "").lower() for law in laws)


def _vat(row: Element, *, reverse: bool) -> tuple[str, Decimal | None]:
    """Return category and rate; N2.1 under the customer's reverse charge is AE, a small business's N2.2 is E."""
    rate, natura = _READ.amount(row, "AliquotaIVA", "BT-152"), _READ.text(row, "Natura")
    if not natura:
        return "S", rate
    if natura == "N2.2":
        return "E", _ZERO
    category = "AE" if natura == "N2.1" and reverse else _CATEGORIES.get(natura[:2], "E")
    return category, None if category == "O" else _ZERO


def _line(row: Element, *, reverse: bool) -> Line:
    quantity = _READ.maybe_amount(row, "Quantita", "BT-129") or Decimal(1)
    net, price = _READ.amount(row, "PrezzoTotale", "BT-131"), _READ.amount(row, "PrezzoUnitario", "BT-146")
    off = _ZERO
    if _READ.find(row, "ScontoMaggiorazione") is not None:
        off = (quantity * price - net).quantize(_CENT, ROUND_HALF_UP)
    sign = -1 if price < 0 else 1
    first, last = (_READ.day(row, f"Data{edge}Periodo", "BT-134") for edge in ("Inizio", "Fine"))
    return Line(
        _READ.text(row, "NumeroLinea"),
        _READ.text(row, "Descrizione"),
        quantity * sign,
        code_of_italian(_READ.text(row, "UnitaMisura")),
        price * sign,
        net,
        *_vat(row, reverse=reverse),
        days=Days(first, last) if first and last else None,
        allowance=off,
        reason=_DISCOUNT if off else "",
    )


def _fund(fund: Element, *, reverse: bool) -> Line:
    net = _READ.amount(fund, "ImportoContributoCassa", "BT-131")
    name = _READ.text(fund, "TipoCassa")
    return Line(name, name, Decimal(1), "C62", net, net, *_vat(fund, reverse=reverse))


def _allowance(row: Element, *, reverse: bool) -> Allowance:
    amount = -_READ.amount(row, "PrezzoTotale", "BT-92")
    return Allowance(amount, *_vat(row, reverse=reverse), reason=_READ.text(row, "Descrizione"))


def _breakdown(body: Element, *, reverse: bool) -> tuple[VatBreakdown, ...]:
    """Return one group per category and rate: several Nature may be one category."""
    found: dict[tuple[str, Decimal], VatBreakdown] = {}
    for one in _READ.all(body, "DatiBeniServizi/DatiRiepilogo"):
        category, rate = _vat(one, reverse=reverse)
        key = (category, rate or _ZERO)
        known = found.get(key)
        net = _READ.amount(one, "ImponibileImporto", "BT-116") + (known.net if known else _ZERO)
        vat = _READ.amount(one, "Imposta", "BT-117") + (known.vat if known else _ZERO)
        reason = _READ.text(one, "RiferimentoNormativo") if category != "S" else ""
        found[key] = VatBreakdown(net, vat, *key, reason=known.reason if known else reason)
    return tuple(found.values())


def _party(parent: Element | None) -> Party:
    data, place = _READ.find(parent, "DatiAnagrafici"), _READ.find(parent, "Sede")
    number = _READ.text(data, "IdFiscaleIVA/IdCodice")
    person = f"{_READ.text(data, 'Anagrafica/Nome')} {_READ.text(data, 'Anagrafica/Cognome')}"
    house = _READ.text(place, "NumeroCivico")
    return Party(
        name=_READ.text(data, "Anagrafica/Denominazione") or person.strip(),
        address=Address(
            country=_READ.text(place, "Nazione"),
            street=f"{_READ.text(place, 'Indirizzo')} {house}".strip(),
            city=_READ.text(place, "Comune"),
            postcode=_READ.text(place, "CAP"),
        ),
        vat_id=f"{_READ.text(data, 'IdFiscaleIVA/IdPaese')}{number}" if number else "",
        tax_number=_READ.text(data, "CodiceFiscale"),
        contact=Contact("", _READ.text(parent, "Contatti/Telefono"), _READ.text(parent, "Contatti/Email")),
    )


def _payment(body: Element) -> Payment | None:
    how = _READ.find(body, "DatiPagamento/DettaglioPagamento")
    if how is None:
        return None
    return Payment(
        means=_TRANSFERS.get(_READ.text(how, "ModalitaPagamento"), "1"),
        reference=_READ.text(how, "CodicePagamento"),
        account=_READ.text(how, "IBAN"),
        holder=_READ.text(how, "Beneficiario"),
        bic=_READ.text(how, "BIC"),
    )


def _preceding(body: Element) -> Preceding | None:
    before = _READ.find(body, "DatiGenerali/DatiFattureCollegate")
    if before is None:
        return None
    return Preceding(_READ.text(before, "IdDocumento"), _READ.day(before, "Data", "BT-26"))


def _withheld(general: Element | None) -> str:
    taken = [
        f"{_READ.text(one, 'TipoRitenuta')} {_READ.text(one, 'ImportoRitenuta')}"
        for one in _READ.all(general, "DatiRitenuta")
    ]
    return f"Ritenuta: {', '.join(taken)}" if taken else ""


def _totals(body: Element, general: Element | None) -> Totals:
    rows = _rows(body)
    lines = sum((_READ.amount(row, "PrezzoTotale", "BT-131") for row in rows if not _is_discount(row)), _ZERO)
    fund = _READ.all(general, "DatiCassaPrevidenziale")
    lines += sum((_READ.amount(one, "ImportoContributoCassa", "BT-131") for one in fund), _ZERO)
    off = -sum((_READ.amount(row, "PrezzoTotale", "BT-92") for row in rows if _is_discount(row)), _ZERO)
    groups = _READ.all(body, "DatiBeniServizi/DatiRiepilogo")
    net = sum((_READ.amount(one, "ImponibileImporto", "BT-116") for one in groups), _ZERO)
    vat = sum((_READ.amount(one, "Imposta", "BT-117") for one in groups), _ZERO)
    rounding = _READ.amount(general, "Arrotondamento", "BT-114")
    return Totals(lines, off, _ZERO, net, vat, net + vat, _ZERO, rounding, net + vat + rounding)
