"""The edges: the file system, the process's surroundings, git. Nothing else opens, asks or writes."""
