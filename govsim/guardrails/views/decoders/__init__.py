"""Finds disguised stretches of a text and undoes them, one kind of disguise a module."""
