"""The language model's one door, and the drafts whose every sentence is checked."""
