"""The control of the day, part by part; `pages/dieu_khien.py` puts them in their order."""
