"""Find passages: by their words (BM25), by their meaning (MiniLM vectors in FAISS), or both. Knows nothing of ratings."""
