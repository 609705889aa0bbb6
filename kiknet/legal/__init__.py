"""The pages the law asks for, filled in by the office."""
