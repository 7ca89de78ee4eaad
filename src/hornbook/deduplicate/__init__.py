"""Takes out rows that say what another row says."""
