"""The demonstration: sample requests and experts live through true timelines, moved by the services alone."""
