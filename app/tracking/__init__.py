"""The tracker of actions, on the page and as a workbook that goes out and comes back."""
