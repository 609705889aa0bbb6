"""What words mean in the languages of the network: numbers, and how languages are called. Pure."""
