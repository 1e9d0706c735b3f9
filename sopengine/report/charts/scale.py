"""Axes: where their lines stand."""

from __future__ import annotations

from sopengine.frozen import frozen

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@frozen
class Scale:
    """From values to pixels along one axis."""

    low: float
    high: float
    """Greater than `low`."""
    begin: float
    """Pixels of `low`."""
    end: float
    step: float
    """Between two lines."""

    def at(self, value: float) -> float:
        """Its place; of what lies beyond an end, that end."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)

    @property
    def ticks(self) -> tuple[float, ...]:
        count = round((self.high - self.low) / self.step)
        return tuple(self.low + place * self.step for place in range(count + 1))

    @property
    def places(self) -> int:
        """Decimals by which its lines are told apart."""
        return next((places for places in range(4) if abs(self.step * 10**places % 1) < 1e-9), 4)


def scale(most: float, begin: float, end: float, *, room: float, low: float = 0.0, whole: bool = False) -> Scale:
    """That reaches `most` at least, with lines at round values no closer than `room` pixels.

    `whole`: of things that are counted.
    """
    most = max(most, low + 1.0 if whole else low + 1e-6)
    lines = max(1, int(abs(end - begin) // room))
    step = _round_step((most - low) / lines)
    if whole:
        step = max(1.0, float(round(step)))
    count = max(1, -int(-(most - low - 1e-9 * most) // step))
    return Scale(low=low, high=low + count * step, begin=begin, end=end, step=step)


def _round_step(least: float) -> float:
    """The next round number that is not smaller."""
    power = 1.0
    while power * 10 < least:
        power *= 10
    while power >= least and power > 1e-6:
        power /= 10
    return next(power * step for step in _STEPS if power * step >= least - 1e-12)
