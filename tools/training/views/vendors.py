"""Makes the table of makers of hardware: `python -m tools.training.views.vendors OUI`.

OUI is the index `eui/oui.idx` of netaddr, made from the registry of the IEEE: the prefix in front.
"""

from __future__ import annotations

import sys
from pathlib import Path

from govsim.guardrails.views.vendors import TABLE


def main() -> int:
    """Sort and write."""
    lines = Path(sys.argv[1]).read_text(encoding="ascii").splitlines()
    prefixes = sorted({int(line.partition(",")[0]) for line in lines})
    Path(str(TABLE)).write_bytes(b"".join(prefix.to_bytes(3, "big") for prefix in prefixes))
    print(f"{TABLE}: {len(prefixes)} prefixes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
