"""The repository as a whole: what its files may say, and whether its wheel works away from the checkout."""

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[1]
MADE_BY_TOOLS = {"__pycache__", "build", "dist"}
PROGRAMS = "Scripts" if os.name == "nt" else "bin"

REGISTRY = re.compile(
    r"pypi\.org/|pythonhosted|(?:extra-)?index-url|find-links|\[\[tool\.uv\.index|\[\[tool\.poetry\.source"
)
SOMEBODYS_HOME = re.compile(r"(?<![\w.~*-])/(?:home/\w|root/|Users/\w)")


def written_files() -> Iterator[Path]:
    """Yield the files that people write: not what git, environments and tools keep beside them."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name == ".ci" or not (name.startswith(".") or name in MADE_BY_TOOLS)]
        yield from (Path(folder, name) for name in names if not name.startswith(".coverage"))


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return `file:line: text` for every line of every text file that matches, this file's own patterns aside."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in written_files()
        if path != Path(__file__).resolve() and b"\0" not in (content := path.read_bytes())
        for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_the_files_people_write_are_looked_at() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in written_files()}

    assert {"pyproject.toml", "Makefile", ".ci/run", ".gitignore", "src/vabackoffice/__init__.py"} <= found
    assert not [name for name in found if name.startswith((".git/", ".venv/", "build/"))]


def test_no_file_lists_the_address_of_a_package_registry() -> None:
    assert lines_with(REGISTRY) == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert lines_with(SOMEBODYS_HOME) == []


def test_every_exception_from_a_ruff_rule_gives_its_reason() -> None:
    lint = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[tool.ruff.lint]")[2]
    exceptions = re.findall(r'^    "[A-Z]+[0-9]*",.*$', lint, flags=re.MULTILINE)

    assert len(exceptions) > 10
    assert [line for line in exceptions if not re.search(r"# \S", line)] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    [built] = folder.glob("*.whl")
    return built


def pip(*arguments: str) -> None:
    """Run pip of this environment; what it says is shown when it fails."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_the_templates_and_nothing_else(wheel: Path) -> None:
    package = {f"vabackoffice/{name}" for name in files_below(ROOT / "src" / "vabackoffice")}
    templates = {f"vabackoffice/templates/{name}" for name in files_below(ROOT / "templates")}

    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert templates
    assert packed == package | templates


@pytest.mark.slow
def test_the_installed_wheel_makes_pdfs_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    programs = home / PROGRAMS
    pip("--python", str(home), "install", "--no-deps", "--no-index", str(wheel))
    lend_libraries(programs)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_", "COVERAGE_"))
    }
    environment["VA_BOOK"] = str(tmp_path / "new.book")

    def run(*command: str | Path) -> str:
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    where = run(programs / "python", "-c", "import vabackoffice; print(vabackoffice.__file__)")
    assert Path(where).is_relative_to(home)
    run(programs / "va", "template", "check")


def lend_libraries(programs: Path) -> None:
    """Let an environment use the libraries of this one, its .pth files and so the checkout left out."""
    ask = [str(programs / "python"), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "lent.pth").write_text("\n".join(sorted(lent)), encoding="utf-8")
