"""Write synthetic textbooks and exercises, diverse by construction and verified by running."""
