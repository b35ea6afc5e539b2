"""What Microsoft Graph says of a municipality's people, and how that becomes the directory that the rules see."""
