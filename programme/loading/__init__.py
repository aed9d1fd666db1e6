"""From the files in `programme/data` to rows: `files` reads, `tables` maps, `sync` compares and saves."""
