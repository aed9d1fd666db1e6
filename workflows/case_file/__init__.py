"""The whole file of a request as one archive: how it is written, and how anybody checks it without the desk."""
