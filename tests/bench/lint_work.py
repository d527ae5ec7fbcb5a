"""Work for the benchmark: lint every template as ``baseline build`` does."""

from generator.build.outputs import ROOT, template_path, templates
from generator.lint.cfn_lint import findings

print(len(findings({template_path(ROOT, name): template.regions for name, template in templates().items()})))
