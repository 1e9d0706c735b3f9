"""Questions to the store that are asked seldom and answered at length."""
