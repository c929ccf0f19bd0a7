"""Renders lineage as pictures: SVG that stands still, HTML that is explored."""

from govsim.report.pictures.html import to_html
from govsim.report.pictures.picture import Picture, picture_of
from govsim.report.pictures.svg import to_svg

__all__ = ["Picture", "picture_of", "to_html", "to_svg"]
