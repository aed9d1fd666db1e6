"""Reads texts in English, French and Portuguese for the engines above: words, meanings, subjects. Pure."""
