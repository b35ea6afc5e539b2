"""The dialogs, a file each, and the small form engine that they share."""
