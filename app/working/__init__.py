"""Long work: what is to be done, the worker that does it, and the server beside it."""
