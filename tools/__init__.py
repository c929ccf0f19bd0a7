"""Programs for whoever works on govsim; none of them is shipped."""
