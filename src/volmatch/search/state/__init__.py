"""What one search knows and obeys: budget, controls, options, best schedule, gap."""
