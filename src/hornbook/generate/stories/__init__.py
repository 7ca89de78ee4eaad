"""Stories for small children (TinyStories, 2305.07759): by a teacher, and by a grammar."""
