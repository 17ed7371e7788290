"""Contracts worked by hand, `tests/contracts/*.txt`: typed as a person would, compared row by row and line by line.

A fixture is read from top to bottom, block by block. `#` lines hold the calculation. Other blocks are

- commands as typed: `va engagement add …`; `refused va …` must fail, and `names WORD` must stand in its message;
- `bank HANDLE PERIOD` and the rows of the bank in that period: day, kind, hours, balance after it, source;
- `lines CLIENT PERIOD` and the lines of the invoice that is drafted for it, in any order: text, quantity, unit, unit
  price, net. `*` is not compared.

`nothing` stands where there are no rows or lines. All is typed on 1 August 2026, for a client in another EU country.
"""

from __future__ import annotations

import json
import shlex
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

CONTRACTS = sorted((Path(__file__).parents[1] / "contracts").glob("*.txt"))
TODAY = "2026-08-01T12:00:00+02:00"
ACME = "client add acme --name='Acme Example GmbH' --country=DE --vat-id=DE136695976 --language=en"


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_contract_worked_by_hand(empty_va: Va, path: Path) -> None:
    empty_va.at(TODAY)
    type_commands(empty_va, [f"va {ACME}"])
    for block in blocks(path):
        what, *where = block[0].split()
        if what == "bank":
            assert bank_rows(empty_va, *where) == [bank_row(line) for line in table(block)], block[0]
        elif what == "lines":
            compare_lines(invoice_lines(empty_va, *where), [invoice_line(line) for line in table(block)])
        else:
            type_commands(empty_va, block)


def blocks(path: Path) -> list[list[str]]:
    """Return the lines of each block, without comments."""
    parts = path.read_text(encoding="utf-8").split("\n\n")
    found = [[line for line in part.splitlines() if line and not line.startswith("#")] for part in parts]
    return [block for block in found if block]


def table(block: list[str]) -> list[str]:
    return [] if block[1:] == ["nothing"] else block[1:]


def type_commands(va: Va, commands: list[str]) -> None:
    message = ""
    for command in commands:
        words = shlex.split(command)
        if words[0] == "names":
            assert words[1] in message
        elif words[0] == "refused":
            ran = va(*words[2:])
            assert ran.exit_code in {2, 3, 4, 5}, f"{command}\nexit {ran.exit_code}\n{ran.out}{ran.err}"
            message = ran.err
        else:
            assert words[0] == "va", command
            va(*words[1:]).check()


def bank_row(line: str) -> tuple[str, ...]:
    day, kind, hours, balance, source = line.split()
    return day, kind, hours.removeprefix("+"), balance, source


def bank_rows(va: Va, handle: str, period: str) -> list[tuple[str, ...]]:
    rows = va.json("bank", handle, period)["rows"]
    return [tuple(str(row[name]) for name in ("date", "kind", "hours", "balance", "source")) for row in rows]


def invoice_line(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("|"))


def invoice_lines(va: Va, client: str, period: str) -> list[tuple[str, ...]]:
    ran = va("invoice", "draft", client, period, "--json")
    if ran.exit_code == 5 and "nothing to bill" in json.loads(ran.err)["error"]["message"]:
        return []
    drafts = ran.check().json["drafts"]
    return [cells(line) for draft in drafts for line in draft["lines"]]


def cells(line: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(line[name]) for name in ("text", "quantity", "unit", "unit_price", "net"))


def compare_lines(found: list[tuple[str, ...]], expected: list[tuple[str, ...]]) -> None:
    """Find a line of its own for each expected one; those that leave most open choose last."""
    left = list(found)
    for line in sorted(expected, key=lambda line: line.count("*")):
        same = next((other for other in left if same_line(other, line)), None)
        assert same, f"{line} is not among {found}"
        left.remove(same)
    assert not left, f"not expected: {left}"


def same_line(found: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    return all(agree(*pair) for pair in zip(found, expected, strict=True))


def agree(found: str, expected: str) -> bool:
    """Compare two cells: the same text or number, `12` and `12.00` alike."""
    if expected in {"*", found}:
        return True
    numbers = found.replace(".", "", 1), expected.replace(".", "", 1)
    return all(number.isdecimal() for number in numbers) and Decimal(found) == Decimal(expected)
