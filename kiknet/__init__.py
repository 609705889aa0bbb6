"""kiknet: the shared calendar and resource board of a city's integration network."""

__version__ = "0.1.0"
