"""Lines of data: comma-separated values, key=value pairs, log lines."""
