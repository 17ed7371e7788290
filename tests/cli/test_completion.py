"""`va completion`: which files are written where, that a person sees it first, and that nothing is left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vabackoffice.cli.completion_files import script

if TYPE_CHECKING:
    from tests.conftest import Va

SHELLS = ("bash", "zsh", "fish", "powershell")


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty home folder, from which alone the files' places follow."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "ZDOTDIR", "SHELL"):
        monkeypatch.delenv(name, raising=False)
    folder = Path(os.environ["HOME"])
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def _no_powershell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask no PowerShell that happens to be here for its profile; shells and `va` itself are found."""
    found = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name in ("pwsh", "powershell") else found(name))


def files(home: Path) -> dict[str, str]:
    """Return what lies in the home folder: path and content."""
    return {
        path.relative_to(home).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


def test_bash_gets_a_file_for_each_name_of_the_program(no_book: Va, home: Path) -> None:
    folder = home / ".local/share/bash-completion/completions"

    no_book("completion", "install", "bash", "--yes").check(
        output=f"""
bash completes va and vabackoffice.
Open a new terminal. Where TAB still does nothing, add this line to ~/.bashrc:
  . {folder}/va
""",
        error=f"""
Writes {folder}/va: the script that 'va completion show bash' prints.
Writes {folder}/vabackoffice: the script that 'va completion show bash' prints.
""",
    )
    assert files(home) == {
        ".local/share/bash-completion/completions/va": script("bash"),
        ".local/share/bash-completion/completions/vabackoffice": script("bash"),
    }


def test_zsh_gets_a_file_and_marked_lines(no_book: Va, home: Path) -> None:
    (home / ".zshrc").write_text("alias ll='ls -l'", encoding="utf-8")

    ran = no_book("completion", "install", "zsh", "--yes").check()

    lines = f"""# >>> va completion >>>
fpath=({home}/.local/share/zsh/site-functions $fpath)
(( $+functions[compdef] )) || {{ autoload -Uz compinit && compinit; }}
autoload -Uz _va && compdef _va va vabackoffice
# <<< va completion <<<
"""
    assert ran.err.endswith(f"Adds to {home}/.zshrc:\n{lines}")
    assert files(home) == {
        ".local/share/zsh/site-functions/_va": script("zsh"),
        ".zshrc": f"alias ll='ls -l'\n{lines}",
    }
    no_book("completion", "uninstall", "zsh", "--yes").check(output="zsh no longer completes va.")
    assert files(home) == {".zshrc": "alias ll='ls -l'\n"}


def test_fish_gets_a_file_for_each_name_of_the_program(no_book: Va, home: Path) -> None:
    no_book("completion", "install", "fish", "--yes").check(
        output="fish completes va and vabackoffice.\nOpen a new terminal."
    )
    assert files(home) == {
        ".config/fish/completions/va.fish": script("fish"),
        ".config/fish/completions/vabackoffice.fish": script("fish"),
    }


def test_powershell_gets_a_line_in_its_profile(no_book: Va, home: Path) -> None:
    no_book("completion", "install", "powershell", "--yes").check()

    assert files(home) == {
        ".config/powershell/Microsoft.PowerShell_profile.ps1": "# >>> va completion >>>\n"
        "va completion show powershell | Out-String | Invoke-Expression\n"
        "# <<< va completion <<<\n"
    }


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script of another kind there")
def test_powershell_is_asked_where_its_profile_is(
    no_book: Va, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = tmp_path / "pwsh"
    stand_in.write_text(f"#!/bin/sh\necho '{home}/OneDrive/profile.ps1'\n", encoding="utf-8")
    stand_in.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(stand_in) if name == "pwsh" else None)

    no_book("completion", "install", "pwsh", "--yes").check()

    assert list(files(home)) == ["OneDrive/profile.ps1"]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_second_time_nothing_is_written_and_afterwards_nothing_is_left(no_book: Va, home: Path, shell: str) -> None:
    no_book("completion", "install", shell, "--yes").check()
    written = files(home)

    again = no_book("completion", "install", shell).check(error="")
    assert again.out.startswith(f"{shell} completes va and vabackoffice already; nothing was written.\n")
    assert files(home) == written
    no_book("completion", "uninstall", shell, "--yes").check(output=f"{shell} no longer completes va.")
    assert "".join(files(home).values()) == ""
    no_book("completion", "uninstall", shell).check(output=f"{shell} has not been taught va by this command.", error="")


def test_nothing_is_written_without_a_yes(no_book: Va, home: Path) -> None:
    ran = no_book("completion", "install", "fish").check(exit_code=3, output="")

    assert ran.err.splitlines()[-2:] == ["va: Writing 2 files for fish needs a yes.", "    Add '--yes' to go ahead."]
    assert files(home) == {}


def test_old_lines_and_an_old_script_are_replaced_where_they_stand(no_book: Va, home: Path) -> None:
    no_book("completion", "install", "zsh", "--yes").check()
    own = home / ".local/share/zsh/site-functions/_va"
    new = files(home)
    own.write_text(f"{own.read_text(encoding='utf-8')}# of an older program\n", encoding="utf-8")
    rc = home / ".zshrc"
    rc.write_text("one\n# >>> va completion >>>\nold\n# <<< va completion <<<\ntwo\n", encoding="utf-8")

    body = no_book.json("completion", "install", "zsh", "--yes")

    assert body == {
        "shell": "zsh",
        "files": [{"file": str(own), "change": "write"}, {"file": str(rc), "change": "add"}],
    }
    assert own.read_text(encoding="utf-8") == script("zsh")
    assert rc.read_text(encoding="utf-8") == "one\ntwo\n" + new[".zshrc"]


def test_bytes_that_are_no_text_and_links_stay_as_they_are(no_book: Va, home: Path) -> None:
    real = home / "dotfiles"
    real.write_bytes(b"# caf\xe9\r\n")
    real.chmod(0o600)
    (home / ".zshrc").symlink_to(real)

    no_book("completion", "install", "zsh", "--yes").check()
    assert (home / ".zshrc").is_symlink()
    assert real.read_bytes().startswith(b"# caf\xe9\r\n# >>> va")
    assert real.stat().st_mode & 0o777 == 0o600
    no_book("completion", "uninstall", "zsh", "--yes").check()
    assert real.read_bytes() == b"# caf\xe9\r\n"


def test_a_file_of_somebody_else_is_left_alone(no_book: Va, home: Path) -> None:
    theirs = home / ".config/fish/completions/va.fish"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("complete -c va\n", encoding="utf-8")

    for command in ("install", "uninstall"):
        no_book("completion", command, "fish", "--yes").check(
            exit_code=5,
            output="",
            error=f"va: '{theirs}' was not written by va.\n"
            "    Move it away, or put the script elsewhere: 'va completion show SHELL'.",
        )
    assert list(files(home)) == [".config/fish/completions/va.fish"]


def test_a_file_that_cannot_be_read_or_written(no_book: Va, home: Path) -> None:
    (home / ".local").write_text("a file where a folder should be", encoding="utf-8")
    no_book("completion", "install", "bash", "--yes").check(
        exit_code=3,
        output="",
        error=f"va: '{home}/.local/share/bash-completion/completions/va' cannot be read: Not a directory.\n"
        "    Put the script where you want it: 'va completion show SHELL'.",
    )
    (home / ".config").mkdir()
    (home / ".config/fish").symlink_to(home / ".local/nowhere")
    ran = no_book("completion", "install", "fish", "--yes").check(exit_code=3, output="")
    assert "cannot be" in ran.err


def test_the_shell_is_the_one_that_shell_names(no_book: Va, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert no_book("completion", "install", "--yes").check().out.startswith("fish completes va")

    monkeypatch.setenv("SHELL", "/bin/tcsh")
    no_book("completion", "install").check(
        exit_code=3,
        output="",
        error="va: SHELL does not say which shell you use: '/bin/tcsh'.\n"
        "    va knows bash, zsh, fish, powershell: 'va completion install bash'.",
    )
    monkeypatch.delenv("SHELL")
    monkeypatch.setattr(sys, "platform", "win32")
    assert "profile" in no_book("completion", "install", "--yes").check().err
    assert len(files(home)) == 3


def test_a_shell_that_nobody_teaches(no_book: Va) -> None:
    no_book("completion", "show", "tcsh").check(
        exit_code=2,
        output="",
        error="va: 'tcsh' is not a shell that va can teach.\n"
        "    va knows bash, zsh, fish, powershell: 'va completion install bash'.",
    )


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_shown(no_book: Va, shell: str) -> None:
    assert no_book("completion", "show", shell).check(error="").out == script(shell)
    assert no_book.json("completion", "show", shell) == {"shell": shell, "script": script(shell)}


def test_the_script_for_powershell_teaches_both_names_and_asks_as_va_answers() -> None:
    text = script("powershell")

    assert "Register-ArgumentCompleter -Native -CommandName va, vabackoffice" in text
    assert '& $program __complete powershell @words "$typed." 2>$null' in text
    assert all(text.count(opening) == text.count(closing) for opening, closing in ("()", "{}"))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="these shells are of other systems")
def test_what_is_installed_is_found_by_the_shells(va: Va, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    for shell in ("bash", "zsh", "fish"):
        assert shutil.which(shell), f"{shell} is not installed; 'make setup' installs it"
        va("completion", "install", shell, "--yes").check()
    completions = home / ".local/share/bash-completion/completions"

    def said(*command: str) -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    for name in ("va", "vabackoffice"):
        assert said("bash", "-c", f". '{completions / name}'; complete -p {name}").endswith(f"-F _va {name}\n")
        assert said("zsh", "-i", "-c", f"print $_comps[{name}]").splitlines()[-1:] == ["_va"]
        assert said("fish", "-c", f"complete -C '{name} client show b'") == "bakery\tExample Bakery\n"
