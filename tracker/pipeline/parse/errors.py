"""What parsing says when a document cannot become an article."""


class UnreadableDocument(ValueError):
    """The document holds no article that can be read. The message names the input, the reason and the remedy."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        self.name, self.reason, self.remedy = name, reason, remedy
        super().__init__(f"'{name}': {reason} {remedy}")
