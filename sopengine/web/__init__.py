"""`sop serve`: the pages for those who do the work and those who answer for it."""
