"""The whole night in one command: steps in processes of their own, a report by morning."""
