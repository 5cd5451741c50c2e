"""How far a schedule breaks each rule, one file a rule; see `oracle.excess`."""
