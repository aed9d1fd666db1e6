"""One page with nothing on it, for tests that need a whole PDF and no look at it."""

TINY = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
TINY += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
OFFSETS = [TINY.index(b"%d 0 obj" % number) for number in (1, 2, 3)]
TINY += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in OFFSETS)
TINY += b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % TINY.index(b"xref")
