"""From a library to the plain tree: Markdown with front matter that we wrote, and the pictures. Knows no engine."""
