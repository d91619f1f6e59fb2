"""What GitHub shows and asks in a library's name, made from the library's settings and schemas. Knows GitHub's formats, never GitHub."""
