"""The terminal: one file per noun. Typer and rich are used only here."""
