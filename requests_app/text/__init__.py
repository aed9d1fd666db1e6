"""Cuts texts in English, French and Portuguese into comparable words, for the engines above. Pure."""
