"""Names made of the stack's name that do not fit, or are refused, in a stack of a stack set.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html
"""

from collections.abc import Iterator
from typing import Any, Final

from cfnlint.rules import CloudFormationLintRule

from generator.knowledge.limits import STACK_SET_INSTANCE_NAME_OVERHEAD
from generator.lint.documented import documented
from generator.lint.matches import matches
from generator.lint.nodes import VARIABLE, Path
from generator.lint.physical_names import ACCOUNT, REGION, STACK_NAME, Name, physical_names
from generator.lint.transforms import as_written

LENGTHS: Final = {ACCOUNT: 12, REGION: len("ap-southeast-1"), STACK_NAME: STACK_SET_INSTANCE_NAME_OVERHEAD}
"""Of the pseudo parameters in characters; the stack set's own name comes on top."""
SHORTEST_NAME: Final = 12
"""Below this nobody can name a stack set in words."""


@documented("W9404", "resources", "stacksets", "names")
class StackSetNameLength(CloudFormationLintRule):
    """A name that is made of the stack's name fits when a stack set makes the stack.

    A stack set calls its stacks StackSet-NAME-UUID: 46 characters and the name. A role may have 64, so AWS::StackName and a
    Region are too long for most names, and a bucket cannot be called so at all, for its capital letters. Begin the name with a
    short parameter, or leave it out.

    Example::

        Repair:
          Type: AWS::IAM::Role
          Properties:
            RoleName: !Sub ${AWS::StackName}-${AWS::Region}

    Use instead::

        Parameters:
          NamePrefix:
            Type: String
            MaxLength: 16
        Resources:
          Repair:
            Type: AWS::IAM::Role
            Properties:
              RoleName: !Sub ${NamePrefix}-${AWS::Region}

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html
    """

    def match(self, cfn: Any) -> list[Any]:
        """One match for each name that leaves a stack set no room for its own."""
        return matches(_found(cfn))


def _found(cfn: Any) -> Iterator[tuple[Path, str]]:
    for name in physical_names(as_written(cfn)):
        if STACK_NAME not in name.variables:
            continue
        if name.resource.type == "AWS::S3::Bucket":
            yield name.place.path, f"A stack set's stacks begin with StackSet-, a bucket has no capitals; {REMEDY}"
            continue
        room = _room(name)
        if room is not None and room < SHORTEST_NAME:
            limit = f"{name.of.name} has at most {name.of.length} characters"
            left = f"leaves the name of a stack set {room}" if room > 0 else "leaves the name of a stack set none"
            yield name.place.path, f"{limit}, and {name.text} {left}; {REMEDY}"


REMEDY: Final = "begin it with a short parameter, or leave it out"


def _room(name: Name) -> int | None:
    """What is left for the name of the stack set; parameters count as nothing."""
    if name.of.length is None:
        return None
    variables = sum(LENGTHS.get(each.strip(), 0) for each in VARIABLE.findall(name.text))
    return name.of.length - variables - len(VARIABLE.sub("", name.text))
