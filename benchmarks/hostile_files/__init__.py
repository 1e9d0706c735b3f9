"""Offices made to do harm: each case is a folder with a hostile definition, neighbour, setting or store."""
