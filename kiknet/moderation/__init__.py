"""Reports of what should not stand here, and what the office decides about them."""
