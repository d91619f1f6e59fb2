"""Take the pictures of the README anew: `make pictures`. The same demonstration, a real Chromium."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from ensure_browser import playwright_browser, system_browser
from library_kit import run, served

PICTURES = Path(__file__).parent.parent / "tooling/docs/pictures"
SHOTS = {
    "home": ("", 1280, 860, "light"),
    "module": ("modules/customers/explain-without-jargon/", 1280, 860, "light"),
    "browse": ("modules/?q=fault&level=beginner", 1280, 860, "dark"),
}


def main() -> int:
    """Build the demonstration and take each picture; 0 when all are there."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        library = Path(folder) / "demo"
        outcome = run("demo", library, "--no-serve", cwd=Path(folder))
        if outcome.code:
            print(outcome.err, file=sys.stderr)
            return 1
        chromium = playwright.chromium.launch(executable_path=system_browser() or playwright_browser())
        with served(library / "site") as address:
            for name, (page, width, height, scheme) in SHOTS.items():
                window = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type] # one of its words
                tab = window.new_page()
                tab.goto(address + page, wait_until="networkidle")
                if "?" in page:
                    tab.locator(".pl-results:not([aria-busy]) .pl-result-title").first.wait_for()
                tab.screenshot(path=PICTURES / f"{name}.png")
                window.close()
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
