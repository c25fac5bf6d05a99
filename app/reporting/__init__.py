"""The report: what stands in it, and the Word file that it is printed into."""
