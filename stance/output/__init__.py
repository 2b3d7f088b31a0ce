"""How an answer looks: a table for people; JSON, JSON Lines and CSV for programs."""
