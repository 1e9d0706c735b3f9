"""What a person asks, in one room for every face: answers as values, in the words of the form, in no language yet."""
