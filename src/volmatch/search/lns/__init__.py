"""Large-neighbourhood search: what is set free, how it is solved, and how near an earlier schedule one stays."""
