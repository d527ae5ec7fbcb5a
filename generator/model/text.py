"""Words in both languages of the catalogue: English goes into YAML, so it is ASCII; Japanese never does."""

from dataclasses import dataclass

from generator.model.errors import BadInput


@dataclass(frozen=True)
class Text:
    """A phrase or a paragraph, said in English and in Japanese."""

    en: str
    ja: str

    def __post_init__(self) -> None:
        for language, words in (("English", self.en), ("Japanese", self.ja)):
            if not words.strip() or words != words.strip():
                raise BadInput(
                    f"Text({self.en!r})", f"the {language} is empty or padded", "Write it without outer spaces"
                )
        require_ascii("Text", self.en)


def require_ascii(where: str, words: str) -> None:
    """CloudFormation returns other characters as ``?``; IAM and security groups reject them.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
    """
    if words.isascii():
        return
    bad = sorted({character for character in words if not character.isascii()})
    raise BadInput(where, f"{words!r} is not ASCII ({' '.join(bad)})", "Write the YAML's words in ASCII")
