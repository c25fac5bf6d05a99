"""A review as the people in it work on it: requests, challenges, opinions, notes, the programme, and how it stands."""
