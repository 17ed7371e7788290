"""What leaves the house: plain views of the domain, HTML, PDF, CSV and JSON."""
