"""The problem in words: who can do what, when, and what has to be staffed."""
