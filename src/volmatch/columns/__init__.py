"""The arithmetic of columns: ragged arrays, stretches of time, periods, and the way in from words."""
