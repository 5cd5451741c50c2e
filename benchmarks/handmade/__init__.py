"""A model as somebody writes it by hand who has no volmatch: plain loops over people and sessions."""
