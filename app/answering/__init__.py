"""What a question asks, where to look, what lists and figures count, and when the papers do not say."""
