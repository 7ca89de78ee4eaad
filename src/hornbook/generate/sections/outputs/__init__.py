"""Runs the code of sections in the sandbox, and makes the outputs that they state true."""
