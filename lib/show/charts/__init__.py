"""The Altair charts, as finished Vega-Lite specifications."""
