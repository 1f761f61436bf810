"""The Web API methods, one file per family."""
