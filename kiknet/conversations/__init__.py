"""Two organisations talk about one thing: everybody of either who may sees it, and nobody else."""
