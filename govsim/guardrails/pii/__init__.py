"""Screens texts for personal data: numbers, addresses and names."""
