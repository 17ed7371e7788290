"""An electronic invoice in the format of the Italian exchange system: FatturaPA 1.2.3 between private parties."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.einvoice.italian_party import buyer, seller, sender
from vabackoffice.einvoice.italian_rows import fund_lines, natura, rows, summaries
from vabackoffice.einvoice.latin import latin
from vabackoffice.einvoice.units import italian_unit
from vabackoffice.einvoice.xml_text import element, group, money, put, to_bytes

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from vabackoffice.einvoice.italian_facts import ItalianFacts
    from vabackoffice.einvoice.italian_rows import Row, Summary
    from vabackoffice.einvoice.model import Document, Line

FORMAT = "FPR12"
_NAMESPACE = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"
_LONGEST_CAUSALE = 200


def write_fatturapa(document: Document, facts: ItalianFacts) -> bytes:
    """Return `document` as a file for SdI, unsigned; `check_fatturapa` says beforehand what is missing."""
    root = element("p:FatturaElettronica", {"p": _NAMESPACE}, versione=FORMAT)
    head = group(root, "FatturaElettronicaHeader")
    sender(group(head, "DatiTrasmissione"), document, facts, FORMAT)
    seller(group(head, "CedentePrestatore"), document.seller, facts)
    buyer(group(head, "CessionarioCommittente"), document.buyer, facts)
    body = group(root, "FatturaElettronicaBody")
    general = group(body, "DatiGenerali")
    _general(group(general, "DatiGeneraliDocumento"), document, facts)
    if document.preceding:
        before = group(general, "DatiFattureCollegate")
        put(before, "IdDocumento", document.preceding.number)
        put(before, "Data", document.preceding.date.isoformat() if document.preceding.date else "")
    goods = group(body, "DatiBeniServizi")
    for place, row in enumerate(rows(document, facts), start=1):
        _row(group(goods, "DettaglioLinee"), place, row, facts)
    for summary in summaries(document, facts):
        _summary(group(goods, "DatiRiepilogo"), summary)
    if document.payment and document.payment.account:
        _payment(group(body, "DatiPagamento"), document, facts)
    return to_bytes(root)


def file_name(document: Document, facts: ItalianFacts) -> str:
    """Return the name that SdI wants: country and tax number of the sender, and the file's own number."""
    return f"IT{facts.codice_fiscale or document.seller.vat_id[2:]}_{facts.progressive}.xml"


def _general(parent: Element, document: Document, facts: ItalianFacts) -> None:
    put(parent, "TipoDocumento", _type(document, facts))
    put(parent, "Divisa", document.currency)
    put(parent, "Data", document.issue_date.isoformat())
    put(parent, "Numero", document.number)
    if facts.withheld:
        withheld = group(parent, "DatiRitenuta")
        put(withheld, "TipoRitenuta", "RT01")
        put(withheld, "ImportoRitenuta", money(facts.withheld))
        put(withheld, "AliquotaRitenuta", money(facts.withholding_rate))
        put(withheld, "CausalePagamento", "A")
    if facts.stamp_duty:
        stamp = group(parent, "DatiBollo")
        put(stamp, "BolloVirtuale", "SI")
        put(stamp, "ImportoBollo", money(facts.stamp_duty))
    for fund in fund_lines(document, facts):
        base = _base(document, facts, fund)
        _fund(group(parent, "DatiCassaPrevidenziale"), fund, base, facts)
    put(parent, "ImportoTotaleDocumento", money(document.totals.gross + document.totals.rounding))
    if document.totals.rounding:
        put(parent, "Arrotondamento", money(document.totals.rounding))
    for note in document.notes:
        for part in _pieces(latin(note.text)):
            put(parent, "Causale", part)


def _type(document: Document, facts: ItalianFacts) -> str:
    if document.is_credit_note:
        return "TD04"
    return "TD02" if facts.is_deposit else "TD01"


def _base(document: Document, facts: ItalianFacts, fund: Line) -> Decimal:
    """Return the work, less discounts, of the fund's rate and Natura."""
    key = (fund.rate or Decimal(0), natura(fund.category, facts))
    return sum((row.net for row in rows(document, facts) if row.is_work and (row.rate, row.natura) == key), Decimal(0))


def _fund(parent: Element, fund: Line, base: Decimal, facts: ItalianFacts) -> None:
    put(parent, "TipoCassa", "TC22")
    put(parent, "AlCassa", money(facts.pension_rate))
    put(parent, "ImportoContributoCassa", money(fund.net))
    put(parent, "ImponibileCassa", money(base))
    put(parent, "AliquotaIVA", money(fund.rate or Decimal(0)))
    put(parent, "Ritenuta", "SI" if facts.withheld else "")
    put(parent, "Natura", natura(fund.category, facts))


def _row(parent: Element, place: int, row: Row, facts: ItalianFacts) -> None:
    put(parent, "NumeroLinea", str(place))
    put(parent, "TipoCessionePrestazione", row.kind)
    put(parent, "Descrizione", latin(row.text)[:1000])
    if row.quantity is not None:
        put(parent, "Quantita", _decimals(row.quantity))
        put(parent, "UnitaMisura", italian_unit(row.unit))
    if row.days:
        put(parent, "DataInizioPeriodo", row.days.first.isoformat())
        put(parent, "DataFinePeriodo", row.days.last.isoformat())
    put(parent, "PrezzoUnitario", _decimals(row.price))
    if row.off:
        discount = group(parent, "ScontoMaggiorazione")
        put(discount, "Tipo", "SC" if row.off > 0 else "MG")
        put(discount, "Importo", _decimals(abs(row.off)))
    put(parent, "PrezzoTotale", money(row.net))
    put(parent, "AliquotaIVA", money(row.rate))
    put(parent, "Ritenuta", "SI" if facts.withheld and row.natura != "N1" else "")
    put(parent, "Natura", row.natura)


def _summary(parent: Element, summary: Summary) -> None:
    put(parent, "AliquotaIVA", money(summary.rate))
    put(parent, "Natura", summary.natura)
    put(parent, "ImponibileImporto", money(summary.net))
    put(parent, "Imposta", money(summary.vat))
    put(parent, "EsigibilitaIVA", "" if summary.natura else "I")
    put(parent, "RiferimentoNormativo", latin(summary.law)[:100])


def _payment(parent: Element, document: Document, facts: ItalianFacts) -> None:
    payment = document.payment
    put(parent, "CondizioniPagamento", "TP02")
    how = group(parent, "DettaglioPagamento")
    put(how, "Beneficiario", latin(payment.holder)[:200] if payment else "")
    put(how, "ModalitaPagamento", "MP05")
    put(how, "DataScadenzaPagamento", document.due_date.isoformat() if document.due_date else "")
    put(how, "ImportoPagamento", money(document.totals.payable - facts.withheld))
    put(how, "IBAN", payment.account if payment else "")
    put(how, "BIC", payment.bic if payment else "")
    put(how, "CodicePagamento", latin(payment.reference)[:60] if payment else "")


def _pieces(text: str) -> list[str]:
    return [text[start : start + _LONGEST_CAUSALE] for start in range(0, len(text), _LONGEST_CAUSALE)]


def _decimals(value: Decimal) -> str:
    """Return a price or quantity with two to eight decimals."""
    text = f"{value.normalize():f}" if value else "0"
    return text if len(text.partition(".")[2]) > 1 else f"{value:.2f}"
