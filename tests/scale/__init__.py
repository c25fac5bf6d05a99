"""What must hold when rows, vectors and queue are in PostgreSQL; its server is one that pip brings, started for the tests."""
