"""A first schedule: built, mended by chains, or read off a relaxation."""
