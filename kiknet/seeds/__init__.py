"""What fills a network: reference data, the demo, and databases of any size."""
