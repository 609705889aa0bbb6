"""Days that matter to people: free days in Bavaria, feasts of many traditions, and what the office adds."""
