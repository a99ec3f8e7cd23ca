"""Where. In come sentences and a gazetteer, out come the places named and the place of each claim."""
