"""One solve as its caller sees it: time, cancel, progress."""
