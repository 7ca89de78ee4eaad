"""The curriculum: one file a topic, one function a family; easy families stand first."""
