"""What a page shows (`assemble`), how (`render`, `figures`, `marks`), and where it is put (`folder`)."""

from __future__ import annotations

from framing.report.assemble import assemble, lexicons, site
from framing.report.folder import write_site
from framing.report.render import event_page, index_page, methods_page

__all__ = ["assemble", "event_page", "index_page", "lexicons", "methods_page", "site", "write_site"]
