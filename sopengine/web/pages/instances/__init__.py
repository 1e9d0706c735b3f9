"""Instances: the list, one of them, starting one."""
