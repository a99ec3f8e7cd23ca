"""Migrations of the record. In comes a connection, out comes a record of the newest format."""
