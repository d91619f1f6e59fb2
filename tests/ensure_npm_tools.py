"""Install what tests need from npm into tests/npm/node_modules, with npm itself from the system's packages if it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "npm"
DESCRIPTIONS = FOLDER / "node_modules/@octokit/openapi/generated"


def main() -> int:
    """Make sure the tools are there; 0 when they are."""
    if not shutil.which("npm"):
        apt = shutil.which("apt-get")
        if apt and os.geteuid() == 0:
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run([apt, "update", "-qq"], env=environment, check=False)
            subprocess.run([apt, "install", "-qq", "--yes", "--no-install-recommends", "nodejs", "npm"], env=environment, check=False)
    npm = shutil.which("npm")
    if not npm:
        print("npm could not be installed. Install Node.js with npm, then run `make test` again.", file=sys.stderr)
        return 1
    code = subprocess.run([npm, "ci", "--silent", "--ignore-scripts"], cwd=FOLDER, check=False).returncode
    for file in DESCRIPTIONS.glob("*.json"):
        if file.name != "api.github.com.json":
            file.unlink()  # of Enterprise servers, or the same at greater length: 370 MB that no test reads
    return code


if __name__ == "__main__":
    sys.exit(main())
