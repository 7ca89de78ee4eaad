"""phi-1's architecture, its tokenizer, its sampler, and checkpoints in Hugging Face format."""
