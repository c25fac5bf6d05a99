"""The papers of a review: taken in, kept under their hashes, read, corrected, and warned of where they may name a child."""
