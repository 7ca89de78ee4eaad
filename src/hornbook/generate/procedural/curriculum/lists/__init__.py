"""Lists: choose and change items, work with positions and neighbours, combine lists."""
