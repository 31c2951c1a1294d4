"""scrubadub with its detectors for e-mail, cards and phones; it has none for IP addresses."""

import scrubadub
from scrubadub.detectors import CreditCardDetector, EmailDetector, PhoneDetector

from turns import redact_stdin


def make():
    detectors = [EmailDetector(), CreditCardDetector(), PhoneDetector()]
    return scrubadub.Scrubber(detector_list=detectors).clean


if __name__ == "__main__":
    redact_stdin(make)
