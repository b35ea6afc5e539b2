"""Teams: what arrives on the wire becomes a Turn, is understood, answered by a dialog, and shown as text and cards."""
