"""kiknet: the shared calendar and resource board of a city's integration network."""
