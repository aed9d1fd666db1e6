"""Whether a dossier is ready for a move, and why not. Guards read; they ask nothing about the person's rights.

Each yields every reason it finds; `core.transitions` collects those of all guards and shows them at once.
"""
