"""First steps: what one built-in function, one method or one short loop does."""
