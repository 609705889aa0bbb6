"""One field that finds what is in the network."""
