"""Who works in an agency, in what position and from when to when; and so who may do what."""
