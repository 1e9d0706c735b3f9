"""Conditions on filled-in data: parsed once, typed before they run, evaluated without eval."""
