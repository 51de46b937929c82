"""Looking a source over before it is crawled: what answers, what can be read there, what its file should say."""
