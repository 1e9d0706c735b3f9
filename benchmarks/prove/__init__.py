"""Whether the store loses anything: killed, cut off from power, out of disk, raced, edited; with bugs planted in it."""
