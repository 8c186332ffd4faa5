"""The HTTP routes of the page: each module makes a router over the :class:`Services`."""
