"""What is peculiar to each kind of database; all else in the store is the same for all of them."""
