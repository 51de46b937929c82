"""Show: where people sit. Strings the commands together and holds no logic of its own."""
