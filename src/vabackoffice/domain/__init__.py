"""The rules of the business. Standard library only: no database, terminal, clock or file."""
