"""The municipal concept: its versions, goals and measures, and which of what happens belongs to which measure."""
