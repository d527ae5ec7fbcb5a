"""The metrics that a template's alarms watch and that its metric filters feed.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.lint.nodes import EACH, Declared, Place, at, resources, written


@dataclass(frozen=True)
class Metric:
    """One metric as the template writes it; ``None`` for what cannot be told, ``dimensions`` are their names."""

    namespace: str | None
    name: str | None
    dimensions: frozenset[str] | None
    place: Place

    @property
    def known(self) -> bool:
        """Whether namespace and name can be told."""
        return self.namespace is not None and self.name is not None


def watched(template: Mapping[str, Any]) -> Iterator[tuple[Declared, Metric]]:
    """The metric of every alarm, also those inside metric math."""
    for alarm in resources(template, "AWS::CloudWatch::Alarm"):
        for name in alarm.at("MetricName"):
            for body in at(alarm.properties):
                yield alarm, _metric(body, name, "Namespace", "Dimensions")
        for body in alarm.at("Metrics", EACH, "MetricStat", "Metric"):
            for name in at(body, "MetricName"):
                yield alarm, _metric(body, name, "Namespace", "Dimensions")


def fed(template: Mapping[str, Any]) -> Iterator[Metric]:
    """The metric of every transformation of the metric filters."""
    for each in resources(template, "AWS::Logs::MetricFilter"):
        for body in each.at("MetricTransformations", EACH):
            for name in at(body, "MetricName"):
                yield _metric(body, name, "MetricNamespace", "Dimensions")


def _metric(body: Place, name: Place, namespace: str, dimensions: str) -> Metric:
    return Metric(_only(body, namespace), written(name.value), _names(body, dimensions), name)


def _only(body: Place, key: str) -> str | None:
    texts = {written(each.value) for each in at(body, key)}
    return texts.pop() if len(texts) == 1 else None


def _names(body: Place, key: str) -> frozenset[str] | None:
    """The names of dimensions; ``None`` where they are not all written in one place."""
    if not isinstance(body.value, Mapping) or key not in body.value:
        return frozenset()
    found = list(at(body, key))
    if len(found) != 1 or "Fn::If" in found[0].path or not isinstance(found[0].value, list):
        return None
    names = [_dimension(each) for each in found[0].value]
    return None if None in names else frozenset(each for each in names if each)


def _dimension(node: Any) -> str | None:
    """An alarm names a dimension in Name, a metric filter in Key."""
    return written(node.get("Name", node.get("Key"))) if isinstance(node, Mapping) else None
