"""The Altair charts, ready as Vega-Lite specifications."""
