"""What somebody acts on, when it is there no more."""


class Gone(KeyError):
    """A view, a message or an element that was there a moment ago, on the screen it was pressed on."""
