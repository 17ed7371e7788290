"""The book: one SQLite file. Nothing outside this package knows the engine."""
