"""Finds names of people, places and organisations by a small network that ships."""
