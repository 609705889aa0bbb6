"""The words everything is described with: districts, fields of action, audiences, languages."""
