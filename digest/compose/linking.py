"""Average link: which texts are one group, from their similarities."""

import heapq
from collections.abc import Mapping, Sequence

from digest.compose.sparse import Rows


def average_link(similar: Rows, threshold: float) -> list[list[int]]:
    """Groups that are merged, the most similar first, while their mean similarity over all pairs is enough."""
    groups = {at: [at] for at in range(similar.height)}
    sums: list[dict[int, float]] = [{} for _ in groups]
    waiting = []
    for one, other, value in zip(
        *(each.tolist() for each in (similar.numbers, similar.columns, similar.values)), strict=True
    ):
        if one < other:  # a sum in another order may differ in its last bit
            sums[one][other] = sums[other][one] = value
            if value >= threshold:
                waiting.append((-value, one, other))
    heapq.heapify(waiting)
    while waiting:
        value, one, other = heapq.heappop(waiting)
        if one not in groups or other not in groups or -value != _mean(groups, sums, one, other):
            continue
        groups[one] += groups.pop(other)
        del sums[one][other], sums[other][one]
        for third, total in sums[other].items():
            del sums[third][other]
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + total
        sums[other].clear()
        for third in sums[one]:
            low, high = sorted((one, third))
            if (mean := _mean(groups, sums, low, high)) >= threshold:
                heapq.heappush(waiting, (-mean, low, high))
    return [sorted(group) for group in groups.values()]


def _mean(groups: Mapping[int, Sequence[int]], sums: Sequence[Mapping[int, float]], one: int, other: int) -> float:
    return sums[one].get(other, 0.0) / (len(groups[one]) * len(groups[other]))
