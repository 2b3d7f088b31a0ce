"""How fast stance is, beside what a user would write instead and what the machine can do."""
