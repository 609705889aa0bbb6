"""Suchen und Bieten: what organisations need and offer, and who says "that suits us"."""
