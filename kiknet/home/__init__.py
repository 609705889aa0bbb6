"""Pages about several capabilities at once."""
