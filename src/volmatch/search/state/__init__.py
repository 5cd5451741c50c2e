"""What one search knows and obeys: budget, controls, options, incumbent, best point."""
