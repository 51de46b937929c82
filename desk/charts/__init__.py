"""Charts as SVG: bars, lines, heat maps and maps of the provinces. Text stays text, the same data give the same bytes."""
