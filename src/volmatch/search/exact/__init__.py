"""What proves: presolve, components, dual bounds, patterns of one person, reduced costs."""
