"""The report on a tax year: sums with their documents on either basis, what is open, and what the book cannot know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.domain.income import earned, fees, received
from vabackoffice.domain.money import Money
from vabackoffice.domain.payment import open_amount, unsettled
from vabackoffice.domain.tax_figures import Figures, make_figures

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from vabackoffice.domain.ledger import Ledger, LedgerInvoice, Payment, WorkedHours
    from vabackoffice.domain.tax_year import Basis, TaxYear
    from vabackoffice.domain.vat_tables import VatTables

ADVICE = (
    "This report adds up what is in your book. It is no tax return and advises on nothing: whether and how a figure "
    "is taxed is for you or your adviser to decide."
)


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An invoice that was not settled on the last day of the year; negative when money is to be paid back."""

    invoice: LedgerInvoice
    paid: Money
    withheld: Money
    credited: Money
    open: Money


@dataclass(frozen=True, slots=True)
class Credit:
    """What a client had paid beyond the invoices on the last day of the year."""

    client: str
    amount: Money
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What the book cannot know and somebody has to decide; `basis` is empty where it concerns both."""

    key: str
    basis: str
    text: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaxReport:
    """All there is to say about one tax year. `basis` is the one whose figures count."""

    business: str
    tax_year: TaxYear
    basis: Basis
    home: str
    cash: Figures
    accrual: Figures
    open_at_end: tuple[OpenInvoice, ...]
    credits: tuple[Credit, ...]
    payments: tuple[Payment, ...]
    hours: tuple[WorkedHours, ...]
    documents: tuple[LedgerInvoice, ...]
    questions: tuple[Question, ...]
    table_sha256: str

    @property
    def chosen(self) -> Figures:
        """The figures on the basis that counts."""
        return self.cash if self.basis == "cash" else self.accrual

    def seconds(self, *, billable: bool) -> int:
        """Return the seconds worked in the year, billable or not."""
        return sum(row.seconds for row in self.hours if row.billable == billable)


def make_report(  # noqa: PLR0913 - a report says where, when, on which basis and from which tables
    ledger: Ledger,
    tax_year: TaxYear,
    basis: Basis,
    *,
    business: str,
    home: str,
    tables: VatTables,
    table_sha256: str,
    today: date,
) -> TaxReport:
    """Return the report on `tax_year`.

    Args:
        ledger: all documents, the payments until the end of the year, and the hours of the year.
        tax_year: which year.
        basis: the basis whose figures count.
        business: the name of the business.
        home: the book's currency.
        tables: to name the categories of income.
        table_sha256: the hash of these tables.
        today: a year that is not over on this day says so.
    """
    period = tax_year.period
    kept = fees(ledger.payments, period)
    lines, withheld = received(ledger.invoices, ledger.payments, period, tables)
    cash = make_figures("cash", home, lines, [*withheld, *kept])
    lines, withheld = earned(ledger.invoices, period, tables)
    accrual = make_figures("accrual", home, lines, [*withheld, *kept])
    open_at_end, held = _open(ledger, period.last_day), _credits(ledger.payments)
    questions = [
        *_unconverted(cash),
        *_unconverted(accrual),
        *(_credit_question(credit) for credit in held),
        *(_owed_question(row) for row in open_at_end if row.open.minor < 0),
        *_missing(ledger, tax_year, today),
    ]
    named = _named(cash, accrual, open_at_end)
    return TaxReport(
        business=business,
        tax_year=tax_year,
        basis=basis,
        home=home,
        cash=cash,
        accrual=accrual,
        open_at_end=open_at_end,
        credits=held,
        payments=tuple(payment for payment in ledger.payments if payment.paid_on in period),
        hours=ledger.hours,
        documents=tuple(invoice for invoice in ledger.invoices if invoice.number in named),
        questions=tuple(questions),
        table_sha256=table_sha256,
    )


def _open(ledger: Ledger, last_day: date) -> tuple[OpenInvoice, ...]:
    """Return what was not settled on `last_day`, counting only what had happened until then."""
    money: dict[str, int] = {}
    tax: dict[str, int] = {}
    credited: dict[str, int] = {}
    for payment in ledger.payments:
        for part in payment.allocations:
            money[part.invoice] = money.get(part.invoice, 0) + part.amount.minor
            tax[part.invoice] = tax.get(part.invoice, 0) + part.withheld.minor
    for note in ledger.invoices:
        if note.corrects and note.issue_date <= last_day:
            credited[note.corrects] = credited.get(note.corrects, 0) + note.to_settle.minor
    rows = (
        _standing(invoice, *(sums.get(invoice.number, 0) for sums in (money, tax, credited)))
        for invoice in ledger.invoices
        if invoice.kind == "invoice" and invoice.issue_date <= last_day
    )
    return tuple(row for row in rows if row.open)


def _standing(invoice: LedgerInvoice, *settled: int) -> OpenInvoice:
    paid, withheld, credited = (Money(minor, invoice.currency) for minor in settled)
    rest = unsettled(invoice.to_settle, credited, paid, withheld)
    return OpenInvoice(invoice, paid, withheld, credited, open_amount(rest, invoice.withheld, withheld))


def _credits(payments: Iterable[Payment]) -> tuple[Credit, ...]:
    left: dict[tuple[str, str], int] = {}
    documents: dict[tuple[str, str], set[str]] = {}
    for payment in payments:
        if payment.unallocated:
            key = (payment.client, payment.amount.currency)
            left[key] = left.get(key, 0) + payment.unallocated.minor
            documents.setdefault(key, set()).update(payment.invoices)
    return tuple(
        Credit(client, Money(minor, currency), tuple(sorted(documents[client, currency])))
        for (client, currency), minor in sorted(left.items())
        if minor
    )


def _unconverted(figures: Figures) -> list[Question]:
    """Ask for every sum in another currency than the book's, which no total can hold."""
    sums = (
        ("received" if figures.basis == "cash" else "earned", figures.by_currency),
        ("withheld", figures.withheld),
        ("kept as fees", figures.fees),
    )
    return [
        Question(
            "no_rate",
            figures.basis,
            f"{one.amount} were {what} without a rate and are in no total: what was that worth in {figures.home}?",
            one.documents,
        )
        for what, found in sums
        for one in found
        if one.amount and one.amount.currency != figures.home
    ]


def _credit_question(credit: Credit) -> Question:
    text = (
        f"{credit.amount} of {credit.client} settle no invoice: an advance, which counts when received, or to go back?"
    )
    return Question("client_credit", "", text, credit.documents)


def _owed_question(row: OpenInvoice) -> Question:
    number = row.invoice.number
    text = f"{number} was credited after it was paid: when do {-row.open} go back?"
    return Question("owed_to_client", "", text, (number,))


def _missing(ledger: Ledger, tax_year: TaxYear, today: date) -> list[Question]:
    text = "The book holds no expenses: its profit is income less the fees of banks and processors."
    found = [Question("no_expenses", "", text)]
    if not ledger.hours:
        found.append(Question("no_hours", "", "No hours were logged in this year: unknown is not zero."))
    if today <= tax_year.period.last_day:
        text = f"The year ends on {tax_year.period.last_day}; this is how it stood on {today}."
        found.append(Question("year_not_over", "", text))
    return found


def _named(cash: Figures, accrual: Figures, open_at_end: Iterable[OpenInvoice]) -> set[str]:
    """Return the numbers of every document that a figure rests on."""
    sums = (*cash.income, *cash.withheld, *cash.fees, *accrual.income, *accrual.withheld)
    return {number for one in sums for number in one.documents} | {row.invoice.number for row in open_at_end}
