"""Where documents come from, and what a document is."""
