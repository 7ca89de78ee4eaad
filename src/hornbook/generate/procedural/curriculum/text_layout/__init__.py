"""Laying out text: columns, boxes, wrapped lines, figures made of characters."""
