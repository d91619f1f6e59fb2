"""Evidence packs: what a library can show an auditor, by the indicators of a framework. The same facts give the same pack."""
