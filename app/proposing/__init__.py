"""From papers to proposals: the main job, proposals kept and followed, and what people's choices on the evidence make of them."""
