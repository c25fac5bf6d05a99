"""The forms that people fill in; each error is a sentence that says what to do."""
