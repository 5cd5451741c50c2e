"""Dispatch: a desk at which orders come in, and which asks people to take them."""
