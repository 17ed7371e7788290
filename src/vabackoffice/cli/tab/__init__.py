"""What TAB offers: answered from a table of the commands and from the book, without importing any command."""
