"""Holds questions about people of the example municipality as people write them, and who is meant; None is nobody."""

from __future__ import annotations

from collections.abc import Mapping

HAND_WRITTEN: Mapping[str, str | None] = {
    "katarina af ekenstam": "Katarina af Ekenstam",
    "rektor Ekenstam": "Katarina af Ekenstam",
    "Ekenstam på Centralskolan": "Katarina af Ekenstam",
    "jean pierre dubois": "Jean-Pierre Dubois",
    "Dubois": "Jean-Pierre Dubois",
    "jean-piere dubios": "Jean-Pierre Dubois",
    "carl essen": "Carl von Essen",
    "Kalle von Essen": "Carl von Essen",
    "Kovalczyk": "Aleksandra Kowalczyk",
    "alexandra kowalchyk": "Aleksandra Kowalczyk",
    "Nyman på biblioteket": "Oskar Åberg-Nyman",
    "oscar åberg nyman": "Oskar Åberg-Nyman",
    "hadzic dzenana": "Dženana Hadžić",
    "Al Sayed i växeln": "Mohammed Al-Sayed",
    "muhammed alsayed": "Mohammed Al-Sayed",
    "lasse stabschef": "Lars Wikström",
    "Anki kommunsekreterare": "Ann-Christin Dahl",
    "ann kristin dahl staben": "Ann-Christin Dahl",
    "Per-Erik skolskjuts": "Per-Erik Nilsson",
    "Pelle på skolskjuts": "Per-Erik Nilsson",
    "Tomas Qwist": "Thomas Qvist",
    "sven-olof på löner": "Sven-Olof Bäck",
    "Svenolof Back": "Sven-Olof Bäck",
    "katarina.afekenstam": "Katarina af Ekenstam",
    "08-465 004 73": "Katarina af Ekenstam",
    "zoe lundkvist": "Zoë Lundqvist",
    "Annas bygglov": "Anna Svensson",
    "Kalle på Mars": None,
    "Birgitta Xerxes": None,
    "Anna på Titanic": None,
}
