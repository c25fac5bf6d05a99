"""The record: each thing done to a review as an entry in a chain, written with the thing itself, and held against what is kept."""
