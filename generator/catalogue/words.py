"""The words of the pages themselves, by their keys, in both languages."""

from generator.catalogue import words_of_controls, words_of_site, words_of_templates
from generator.model import Scope

LANGUAGES = {"en": "English", "ja": "日本語"}

SCOPES = {
    Scope.REGIONAL: ("every Region", "全リージョン"),
    Scope.HOME: ("home Region", "ホームリージョン"),
    Scope.US_EAST_1: ("us-east-1", "us-east-1"),
    Scope.ORGANIZATION: ("Organization", "組織"),
    Scope.LOG_ARCHIVE: ("log archive account", "ログアーカイブアカウント"),
}

_WORDS = {**words_of_site.WORDS, **words_of_templates.WORDS, **words_of_controls.WORDS}


def words(language: str) -> dict[str, str]:
    """Every phrase of ``language`` by its key."""
    place = list(LANGUAGES).index(language)
    return {key: texts[place] for key, texts in _WORDS.items()}


def scope_words(scope: Scope, language: str) -> str:
    """Where an article or a control belongs."""
    return SCOPES[scope][list(LANGUAGES).index(language)]
