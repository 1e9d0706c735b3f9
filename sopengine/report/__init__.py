"""Joins the measured and the drawn into what a person reads."""
