"""From bytes to `Document`: which files are content, the fence, YAML with places, the outline of a body. No policy."""
