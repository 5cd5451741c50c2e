"""What measures volmatch on problems that others have published."""
