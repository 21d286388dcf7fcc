"""Why a request is not served."""


class RefusalError(Exception):
    """The request is not one that Alexa sent to this skill. The message is technical and quotes nothing of it."""
