"""What people said of reports, and reports that were locked with their figures."""
