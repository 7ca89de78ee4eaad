"""Textbook sections: by topic, audience and style, or in books from an outline."""
