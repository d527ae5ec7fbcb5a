"""The templates of the pages, compiled; what compiles them takes as long as importing all articles, and can go on beside it.

https://jinja.palletsprojects.com/en/stable/api/#bytecode-cache
"""

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket

Code = dict[str, bytes]
"""The bytecode of templates by the keys that jinja2 gives them."""


class _Kept(BytecodeCache):
    def __init__(self, code: Code) -> None:
        self.code = code

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


def compiled() -> Code:
    """The bytecode of every template."""
    code: Code = {}
    environment(code)
    return code


def environment(code: Code) -> Environment:
    """The templates of the package, those that ``code`` lacks compiled into it; an unknown name in one raises."""
    made = Environment(
        loader=PackageLoader("generator.catalogue", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_Kept(code),
    )
    # Here, and not in each of the processes that are forked to write pages.
    for name in made.list_templates():
        made.get_template(name)
    return made
