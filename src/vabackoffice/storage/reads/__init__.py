"""Reading the book: SELECTs in, frozen dataclasses out. Named parameters only."""
