"""Presidio: its analyzer with the four recognisers that are expressions, and its anonymizer.

The language model is an empty one: none of the four needs more than tokens.
"""

import spacy
import tldextract.tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    EmailRecognizer,
    IpRecognizer,
    PhoneRecognizer,
)
from presidio_anonymizer import AnonymizerEngine

from turns import FAMILIES, redact_stdin

# The list of public suffixes that came with it: otherwise every process would fetch one while it is timed.
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())


class EmptyModel(SpacyNlpEngine):
    """An engine that is loaded without downloading a model."""

    def __init__(self):
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}


def make():
    recognisers = [EmailRecognizer(), IpRecognizer(), CreditCardRecognizer(), PhoneRecognizer()]
    analyzer = AnalyzerEngine(
        registry=RecognizerRegistry(recognizers=recognisers),
        nlp_engine=EmptyModel(),
        supported_languages=["en"],
    )
    anonymizer = AnonymizerEngine()

    def redact(text):
        found = analyzer.analyze(text=text, entities=FAMILIES, language="en")
        return anonymizer.anonymize(text=text, analyzer_results=found).text

    return redact


if __name__ == "__main__":
    redact_stdin(make)
