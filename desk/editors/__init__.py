"""What editors see: stories, families as trees, packets, the digest, in every form."""
