"""GitHub, asked and never believed in part. Only commands that need it import this room, which takes a third of a second."""
