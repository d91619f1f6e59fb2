"""Adopting foreign Markdown: a folder's documents and a map in, the files of a library and a report out. Opens no file."""
