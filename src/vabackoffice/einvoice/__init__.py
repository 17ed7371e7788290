"""Electronic invoices: one model on the terms of EN 16931, thin writers and readers, and the rules in plain words."""
