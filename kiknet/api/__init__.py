"""What strangers may see, for programs: read only, the same answer for everybody."""
