"""The one spider. A source is data, never a spider of its own."""
