"""How varied a data set is, and whether more of it would still say something new."""
