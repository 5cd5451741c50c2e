"""Judges of published data sets: what a schedule costs by the words of the set, worked out without any rule of volmatch."""
