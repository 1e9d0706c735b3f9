"""Plain data of the right shape -> Definition."""
