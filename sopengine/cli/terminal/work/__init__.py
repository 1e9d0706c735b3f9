"""What commands on running work ask and say alike."""
