"""Makes the table of letters and the list of words that disguises are judged by."""
