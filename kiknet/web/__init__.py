"""What all pages share; knows no capability."""
