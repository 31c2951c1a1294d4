"""DataFog with its engine of expressions, asked for the four families."""

from datafog import redact

from turns import redact_stdin

TYPES = ["EMAIL", "CREDIT_CARD", "PHONE", "IP_ADDRESS"]


def make():
    return lambda text: redact(text, engine="regex", entity_types=TYPES).redacted_text


if __name__ == "__main__":
    redact_stdin(make)
