"""The canonical order of keys: that of the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sopengine.frozen import frozen
from sopengine.language.build.digest import ORDERED
from sopengine.language.shipped import shipped_schema


@frozen
class Order:
    """What the schema says of a place in the file."""

    root: Mapping[str, Any]
    node: Mapping[str, Any]
    meant: bool = False
    """The order written says something; it stays."""

    def sorted(self, keys: Sequence[str]) -> list[int]:
        """The places of the keys in canonical order; unknown ones come last."""
        places = list(range(len(keys)))
        if self.meant:
            return places
        known = {key: place for place, key in enumerate(self._known())}
        return sorted(places, key=lambda place: known.get(keys[place], len(known)))

    def below(self, key: str) -> Order:
        """Of the value of a key."""
        node: Mapping[str, Any] | None
        node = next((part["properties"][key] for part in self._parts() if key in part.get("properties", {})), None)
        if node is None:
            others = (part.get("additionalProperties") for part in self._parts())
            node = next((other for other in others if isinstance(other, dict)), {})
        return Order(root=self.root, node=node, meant=key in ORDERED)

    def entry(self) -> Order:
        """Of an entry of a list."""
        node: Mapping[str, Any]
        node = next((part["items"] for part in self._parts() if isinstance(part.get("items"), dict)), {})
        return Order(root=self.root, node=node)

    def _known(self) -> list[str]:
        return list(dict.fromkeys(key for part in self._parts() for key in part.get("properties", {})))

    def _parts(self) -> Iterator[Mapping[str, Any]]:
        """The node, what it refers to, and what it is put together from."""
        waiting = [self.node]
        while waiting:
            part = waiting.pop(0)
            yield part
            if "$ref" in part:
                waiting.append(self._named(part["$ref"]))
            waiting.extend(other for key in ("allOf", "anyOf") for other in part.get(key, ()))
            waiting.extend(part[key] for key in ("then", "else") if isinstance(part.get(key), dict))

    def _named(self, reference: str) -> Mapping[str, Any]:
        node: Mapping[str, Any] = self.root
        for name in reference.removeprefix("#/").split("/"):
            node = node[name]
        return node


@lru_cache(maxsize=1)
def canonical_order() -> Order:
    """Of the top of a definition."""
    schema = json.loads(shipped_schema().read_text(encoding="utf-8"))
    return Order(root=schema, node=schema)
