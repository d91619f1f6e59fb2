"""Find or install the browser that tests drive: the system's own, else its packages, else Playwright's download."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def system_browser() -> str | None:
    """The path of a Chromium that the system has, or None."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (str(MAC) if MAC.exists() else None)


def playwright_browser() -> str | None:
    """The path of the Chromium that Playwright downloaded, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def main() -> int:
    """Make sure there is a browser; 0 when there is."""
    if system_browser() or playwright_browser():
        return 0
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([apt, "update", "-qq"], env=environment, check=False)
        subprocess.run([apt, "install", "-qq", "--yes", "--no-install-recommends", "chromium"], env=environment, check=False)
    if not system_browser():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if system_browser() or playwright_browser():
        return 0
    print("No browser could be installed. Install Chromium or Chrome, then run `make test` again.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
