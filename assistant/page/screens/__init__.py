"""The screens of the page as HTML, written on the server in the language of the request."""
