"""The papers of a mission other than terms of reference: plain data in, frozen content in both languages out."""
