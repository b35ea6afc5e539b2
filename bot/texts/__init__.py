"""Every word that a person reads, in Swedish and in English."""
