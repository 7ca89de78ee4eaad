"""Functions that return stages: what ``hornbook run`` runs."""
