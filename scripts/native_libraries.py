"""Check for what Python's packages do not bring, and install it where a package manager can be asked.

That is the native libraries that WeasyPrint loads, and what only tests need: the shells in which they press TAB, and a
browser. Exit codes: 0 all that `va` needs is there · 3 something is missing; what to install and how has been printed.
"""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
from contextlib import suppress

Libraries = dict[str, tuple[str, ...]]

# The names under which WeasyPrint 70 looks for each library (weasyprint/text/ffi.py), in its order.
NEEDED: Libraries = {
    "GObject": (
        "libgobject-2.0-0", "gobject-2.0-0", "gobject-2.0",
        "libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll",
    ),
    "Pango": (
        "libpango-1.0-0", "pango-1.0-0", "pango-1.0",
        "libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll",
    ),
    "HarfBuzz": (
        "libharfbuzz-0", "harfbuzz", "harfbuzz-0.0",
        "libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll",
    ),
    "Fontconfig": (
        "libfontconfig-1", "fontconfig-1", "fontconfig",
        "libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll",
    ),
    "PangoFT2": (
        "libpangoft2-1.0-0", "pangoft2-1.0-0", "pangoft2-1.0",
        "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll",
    ),
}  # fmt: skip
# Without this one a PDF is written all the same, about ten times slower.
OPTIONAL: Libraries = {
    "HarfBuzz-Subset": (
        "libharfbuzz-subset-0", "harfbuzz-subset", "harfbuzz-subset-0.0",
        "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll",
    ),
}  # fmt: skip

# `va` needs none of them; the tests of its completion do.
SHELLS = () if sys.platform == "win32" else ("bash", "zsh", "fish")  # packages are called so, too
# Nor these, one of which the tests of pages for a screen need.
BROWSERS = (
    () if sys.platform == "win32" else ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
)

DEBIAN_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig")
FEDORA_PACKAGES = ("pango", "harfbuzz", "fontconfig")
BREW_PACKAGES = ("pango", "python")
WINDOWS_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"

HOW_TO_INSTALL = f"""\
Install them and run the same command again:
  Debian, Ubuntu  sudo apt-get install {" ".join(DEBIAN_PACKAGES)}
  Fedora          sudo dnf install {" ".join(FEDORA_PACKAGES)}
  macOS           brew install {" ".join(BREW_PACKAGES)}  (and use Homebrew's Python, which finds Homebrew's libraries)
  Windows         install MSYS2, then in its terminal: pacman -S mingw-w64-ucrt-x86_64-pango
"""


def main() -> int:
    """Check, install what is missing if that is possible here, check again."""
    open_windows_folders()
    if not missing(NEEDED) and not missing(OPTIONAL) and not missing_shells() and has_browser():
        return 0
    install()
    lacking = missing(NEEDED)
    if lacking:
        print(f"PDFs cannot be made here: {', '.join(lacking)} not found.", file=sys.stderr)
        print(HOW_TO_INSTALL, end="", file=sys.stderr)
        return 3
    if missing(OPTIONAL):
        print("HarfBuzz-Subset is not installed: PDFs are made all the same, only slower.")
    if missing_shells():
        print(f"{' and '.join(missing_shells())} not installed: the tests of completion with TAB will fail there.")
    if not has_browser():
        print("Chromium is not installed: the tests of pages for a screen will fail here.")
    return 0


def open_windows_folders() -> None:
    """Look for DLLs where WeasyPrint looks for them."""
    if sys.platform == "win32":
        for folder in os.getenv("WEASYPRINT_DLL_DIRECTORIES", WINDOWS_FOLDERS).split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)


def missing(libraries: Libraries) -> list[str]:
    """Return the libraries that load under none of their names."""
    return [library for library, names in libraries.items() if not any(map(loads, names))]


def missing_shells() -> list[str]:
    """Return the shells that are not there."""
    return [shell for shell in SHELLS if not shutil.which(shell)]


def has_browser() -> bool:
    """Tell whether one of the browsers is there, where tests need one."""
    return not BROWSERS or any(map(shutil.which, BROWSERS))


def loads(name: str) -> bool:
    """Load a library as cffi's `dlopen` does: as a file if it has a dot, else by the platform's search."""
    candidates = [name] if "." in name else []
    with suppress(OSError):
        candidates.append(ctypes.util.find_library(name) or "")
    for candidate in filter(None, candidates):
        with suppress(OSError):
            ctypes.CDLL(candidate)
            return True
    return False


def install() -> None:
    """Ask the package manager of this machine, if it can be used without a question."""
    for command in installing_commands():
        print(f"Installing what PDFs and tests need: {' '.join(command)}", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "HOMEBREW_NO_AUTO_UPDATE": "1"}
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            return


def installing_commands() -> list[list[str]]:
    """Return what to run, in order; empty where nothing can be installed without a question."""
    if sys.platform == "darwin":
        return [["brew", "install", *BREW_PACKAGES], ["brew", "install", *SHELLS]] if shutil.which("brew") else []
    as_root = root_prefix()
    if as_root is None:
        return []
    if shutil.which("apt-get"):
        return [
            [*as_root, "apt-get", "update", "-qq"],
            [*as_root, "apt-get", "install", "-qq", "--no-install-recommends", *DEBIAN_PACKAGES],
            [*as_root, "apt-get", "install", "-qq", "--no-install-recommends", *SHELLS],
            [*as_root, "apt-get", "install", "-qq", "--no-install-recommends", "chromium-headless-shell"],
        ]
    if shutil.which("dnf"):
        return [
            [*as_root, "dnf", "install", "-q", "-y", *packages] for packages in (FEDORA_PACKAGES, SHELLS, ("chromium",))
        ]
    return []


def root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root; None if a password would be asked."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode:
        return ["sudo", "-n"]
    return None


if __name__ == "__main__":
    sys.exit(main())
