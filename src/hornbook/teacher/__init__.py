"""Who answers prompts: an OpenAI-compatible client, and a local model behind the same protocol."""
