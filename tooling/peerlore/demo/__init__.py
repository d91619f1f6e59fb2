"""A believable library that never was: its texts, its people, and what they did in nine months. Values only."""
