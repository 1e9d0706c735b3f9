"""Who somebody is: chosen, or signed in; and their own account."""
