"""The sanitizer in a process of its own, for HTML over which nobody knows how long it will sit: `python -m peerlore.publishing.apart`.

HTML comes in, clean HTML goes out. The parser is no Python and cannot be interrupted; the system ends the process instead.
"""

from __future__ import annotations

import subprocess
import sys

from peerlore.publishing.limits import MEMORY, SECONDS, Refused, limit_this_process


def clean_apart(text: str) -> str:
    """`text` with everything dropped that is not on the allow-list. Raises Refused where that takes too much."""
    try:
        done = subprocess.run(  # noqa: S603 - this very file, by this very Python
            [sys.executable, "-m", __name__], input=text.encode("utf-8"), capture_output=True, timeout=20 * SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        raise Refused(f"its HTML takes more than {SECONDS} seconds or {MEMORY // 1024**2} MB to look through")
    return done.stdout.decode("utf-8")


def _main() -> None:
    from peerlore.publishing.clean import clean_html

    limit_this_process()
    sys.stdout.buffer.write(clean_html(sys.stdin.buffer.read().decode("utf-8")).encode("utf-8"))


if __name__ == "__main__":
    _main()
