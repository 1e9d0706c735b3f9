"""SOP workflow engine: one file becomes the official form, the running work and the compliance report."""
