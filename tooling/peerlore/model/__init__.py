"""The nouns of the house. Knows no file, no YAML, no git, no HTML, and imports nothing of ours."""
