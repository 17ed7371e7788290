"""The back office of a self-employed virtual assistant: hours in, money out, tax year done."""

__version__ = "0.1.0"
