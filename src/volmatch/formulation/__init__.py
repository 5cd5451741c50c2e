"""What a schedule decides as variables and rows, and the way back from values to words."""
