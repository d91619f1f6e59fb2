"""Evidence of a library on disk: reading it, deciding by it, writing the next records."""
