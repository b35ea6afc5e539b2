"""Microsoft Graph: the client, and what the product asks of it, a module a subject."""
