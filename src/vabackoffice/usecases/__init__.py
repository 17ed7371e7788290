"""What the user can do: one function per action, (book, now, plain arguments) → value."""
