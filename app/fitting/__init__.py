"""Fits the weights that are shipped as data; needed by whoever changes what they are fitted on."""
