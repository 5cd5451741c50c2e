"""What people read: the board of a schedule, and the outcome of a solve in a few lines."""
