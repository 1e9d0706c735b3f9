"""What a procedure is: values only, no input or output."""
