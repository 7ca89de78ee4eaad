"""From documents to tokens to a trained model."""
