"""The instances of a store as those read them that are about to change them."""
