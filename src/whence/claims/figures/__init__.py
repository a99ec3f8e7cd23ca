"""People counted. In come the words of a sentence, out come the numbers, victims and Counts told of in it."""
