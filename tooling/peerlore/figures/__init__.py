"""What can be counted, from evidence alone: deeds, credit for them. The same records give the same numbers."""
