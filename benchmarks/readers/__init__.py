"""Readers that turn published data sets into problems, one file a data set."""
