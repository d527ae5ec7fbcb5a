"""A parameter of free text that is empty unless the user gives it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
"""

from generator.model import Parameter


def text_parameter(  # noqa: PLR0913  # what tells one text parameter from another
    name: str,
    label: str,
    description: str,
    pattern: str,
    constraint: str,
    *,
    group: str,
    most: int | None = None,
) -> Parameter:
    """A text that may be left empty; ``most`` is its length in characters."""
    return Parameter(
        name=name,
        description=description,
        label=label,
        group=group,
        default="",
        allowed_pattern=pattern,
        constraint=constraint,
        max_length=most,
    )
