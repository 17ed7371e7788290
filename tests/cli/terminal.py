"""Running `va` at a real pseudo-terminal, where a person answers its questions."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import vabackoffice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.conftest import Va

INTERRUPT, END = "\x03", "\x04"  # Ctrl-C and Ctrl-D, as answers


def at_a_terminal(va: Va, arguments: Iterable[str | Path], answers: Iterable[tuple[str, str]]) -> tuple[int, str, str]:
    """Run a command at a pseudo-terminal, typing each answer when its question is there: exit code, stdout, screen."""
    master, slave = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(Path(vabackoffice.__file__).parents[1]), "VA_BOOK": str(va.book)}
    command = [sys.executable, "-c", "from vabackoffice.cli.entry import run; run()", *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=slave, stderr=slave, stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        os.close(slave)
        screen = ""
        try:
            for question, answer in answers:
                screen += read_up_to(master, question)
                if answer == INTERRUPT:
                    sleep(0.3)  # a signal just before the program begins to wait for an answer is noticed after it
                    process.send_signal(signal.SIGINT)
                else:
                    os.write(master, (answer if answer == END else f"{answer}\n").encode())
            while shown := read_screen(master):
                screen += shown
        except AssertionError as problem:
            process.kill()
            message = f"{problem} after\n{screen}"
            raise AssertionError(message) from problem
        out, _ = process.communicate()
    os.close(master)
    return process.returncode, out.lstrip(" "), screen.replace("\r\n", "\n")


def read_up_to(master: int, question: str) -> str:
    """Return what was written to the terminal since, which ends with the question."""
    screen = ""
    while not screen.endswith(question):
        shown = read_screen(master)
        assert shown, f"The program ended before it asked {question!r}:\n{screen}"
        screen += shown
    return screen


def read_screen(master: int) -> str:
    """Return what was written to the terminal since, empty when the program has ended."""
    ready, _, _ = select.select([master], [], [], 30)
    assert ready, "The program neither asks what is expected nor ends"
    try:
        return os.read(master, 4096).decode()
    except OSError:  # how Linux says that nobody writes any more
        return ""
