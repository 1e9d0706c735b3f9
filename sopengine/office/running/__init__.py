"""Running work as a person asks for it: the inbox, where instances stand, starting one."""
