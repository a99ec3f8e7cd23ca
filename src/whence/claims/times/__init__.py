"""When. In come sentences, out come the times named and the interval of each claim."""
