"""The solvers, each behind the same few words; the only place that knows OR-Tools."""
