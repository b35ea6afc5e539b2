"""Where people, units and roles come from: a municipality file, or Microsoft Graph."""
