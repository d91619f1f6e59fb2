"""From the plain tree to `site/`: the page engine, the audit of what it built, the swap. Knows no module's meaning."""
