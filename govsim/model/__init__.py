"""Holds the words: securables, principals, privileges, grants, policies, statements."""
