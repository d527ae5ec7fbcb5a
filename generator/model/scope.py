"""Where an article belongs; one article has one scope."""

from enum import Enum


class Scope(Enum):
    """The accounts and Regions that an article is launched in."""

    REGIONAL = "every Region of every account"
    HOME = "the home Region of every account"
    US_EAST_1 = "us-east-1 of every account"
    ORGANIZATION = "the management or a delegated administrator account"
    LOG_ARCHIVE = "the log archive account"
