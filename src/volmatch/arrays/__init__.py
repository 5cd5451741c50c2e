"""Numpy helpers that know no word of ours: ragged lists, stretches of time, nearness, sets in conflict."""
