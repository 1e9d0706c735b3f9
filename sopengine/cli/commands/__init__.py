"""One command a module; the lazy table of the program names them."""
