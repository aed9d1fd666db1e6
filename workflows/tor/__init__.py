"""Terms of reference: composed from plain data (`content`, pure), rendered to PDF (`render`)."""
