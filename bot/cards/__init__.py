"""One function a card: a view in, an Adaptive Card out."""
