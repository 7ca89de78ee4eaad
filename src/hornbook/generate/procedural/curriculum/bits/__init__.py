"""Bits: binary texts, masks, shifts."""
