"""Who says so. In come sentences, out come speakers, their chains and their stand."""
