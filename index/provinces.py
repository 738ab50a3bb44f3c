"""Provinces told from persons: behind "tỉnh" a run of capitals may be the name of an official."""

from index import places

_LONG = frozenset(("thừa thiên huế", "thừa thiên - huế", "bà rịa - vũng tàu", "bà rịa vũng tàu"))
_SHORT = 2  # syllables of nearly every province


def is_sound(place: places.Place) -> bool:
    """Whether the place is one: "tỉnh Danh Thị Ngọc Hà" is a province's office and a person."""
    name = places.name_of(place.value)
    known = places.known_names().get("tỉnh", frozenset())
    return place.level != "tỉnh" or name.count(" ") < _SHORT or name in _LONG or name in known
