"""Classes: objects that keep a state and offer methods."""
