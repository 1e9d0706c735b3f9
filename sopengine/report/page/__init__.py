"""The report as one HTML file that needs nothing else: for the screen, and for paper in black and white."""
