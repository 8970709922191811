"""The control of the conference, part by part; `pages/dieu_khien.py` puts them in order."""
