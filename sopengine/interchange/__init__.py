"""What other programs write and read: office documents, and logs of what happened."""
