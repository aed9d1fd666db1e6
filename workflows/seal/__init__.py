"""The seal of the institution on its papers: a PAdES signature by its certificate, made and checked.

The import of pyHanko takes half a second and is needed by the worker alone: it stands inside the functions.
"""
