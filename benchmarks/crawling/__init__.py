"""What `benchmarks/crawl.py` is made of: pages, a server for them, the rival, and a look at processes."""
