"""Figures for a monitoring system, in the text format of Prometheus."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

# An ack is wanted within 0.1 s and must be out within 3 s.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Figures of one name, told apart by a label."""

    label: str
    figures: Mapping[str, float]


Figures = Mapping[str, float | Labelled]  # by name


class Metrics:
    """What is counted; one for each bot, so that two in a process do not mix."""

    def __init__(self) -> None:
        """Begin at zero."""
        disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each first one
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "stagepost_requests", "Requests from Slack.", ["kind", "outcome"], registry=self.registry
        )
        self._seconds = Histogram(
            "stagepost_request_seconds", "Time to answer.", ["kind"], buckets=_SECONDS, registry=self.registry
        )
        Info("stagepost_build", "What runs here.", registry=self.registry).info({"version": version("stagepost")})
        ProcessCollector(registry=self.registry)

    def answered(self, kind: str, outcome: str, seconds: float) -> None:
        """Count a request that was let in."""
        self._requests.labels(kind, outcome).inc()
        self._seconds.labels(kind).observe(seconds)

    def refused(self, outcome: str) -> None:
        """Count a request that the front door kept out."""
        self._requests.labels("none", outcome).inc()

    def watch(self, meanings: Mapping[str, str], figures: Callable[[], Figures]) -> None:
        """Ask for `figures` of these names, whose meanings are given, whenever somebody looks."""
        self.registry.register(_Watched(meanings, figures))

    def text(self) -> bytes:
        """Everything, as text."""
        return generate_latest(self.registry)


class _Watched(Collector):
    def __init__(self, meanings: Mapping[str, str], figures: Callable[[], Figures]) -> None:
        self._meanings, self._figures = meanings, figures

    def describe(self) -> list[GaugeMetricFamily]:
        return []  # else registering would ask already

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, figure in self._figures().items():
            if isinstance(figure, Labelled):
                family = GaugeMetricFamily(name, self._meanings[name], labels=[figure.label])
                for label, count in figure.figures.items():
                    family.add_metric([label], count)
            else:
                family = GaugeMetricFamily(name, self._meanings[name], value=figure)
            yield family
