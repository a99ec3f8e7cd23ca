"""One file for each step of the record's format. In comes the format before, out comes the next."""
