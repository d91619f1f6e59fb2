"""What the published site says of itself: its `build.json`, fetched from where readers fetch pages."""

from __future__ import annotations

import time

from peerlore.model.errors import CannotRun

NAME = "build.json"
_LARGEST = 64_000_000
_PATIENCE = 30.0
_TRIES = 3
_GONE = (404, 410)


def fetch_release(address: str, pause: float = 1.0) -> bytes | None:
    """The `build.json` of the site at `address`, which ends with a slash; None where the server says that there is none.

    Whoever cannot tell must not say that there is none: raises CannotRun where the site cannot be reached or answers anything else.
    `pause` is how many seconds to wait before asking again.
    """
    import httpx  # takes a tenth of a second, and no other command needs it

    said = "it did not answer"
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(pause * attempt)
        try:
            with (
                httpx.Client(follow_redirects=True, timeout=_PATIENCE, max_redirects=5) as client,
                client.stream("GET", address + NAME) as answer,
            ):
                if answer.status_code in _GONE:
                    return None
                if answer.status_code == 200:
                    return _read(answer, address)
                said = f"it answered {answer.status_code}"
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            said = type(error).__name__ if not str(error) else str(error)
    raise CannotRun(f"{address}{NAME} could not be fetched: {said}; try again, or name the file of the last release yourself")


def _read(answer: object, address: str) -> bytes:
    raw = bytearray()
    for part in answer.iter_bytes():  # type: ignore[attr-defined] # httpx is imported where it is needed
        raw += part
        if len(raw) > _LARGEST:
            raise CannotRun(f"{address}{NAME} is larger than any release")
    return bytes(raw)
