#!/usr/bin/env python3
"""Makes NotoSansCJK-subset.otf.gz from Noto Sans CJK Regular. Takes the path of NotoSansCJK-Regular.ttc
(Debian: package fonts-noto-cjk), writes beside itself. Needs `pip install fonttools`.

The letters: every modern Hangul syllable, the Hanja of KS X 1001, the characters of GB 2312, kana, and the
punctuation that goes with them. Korean shapes are taken where countries differ.
"""

import gzip
import io
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection

KOREAN = "Noto Sans CJK KR"
RANGES = [
    (0x3000, 0x303F),  # punctuation
    (0x3041, 0x30FF),  # kana
    (0x3131, 0x318E),  # single letters of Hangul
    (0xAC00, 0xD7A3),  # syllables of Hangul
    (0xFF01, 0xFF5E),  # full-width Latin
]


def characters():
    """The code points to keep."""
    kept = {point for first, last in RANGES for point in range(first, last + 1)}
    for codec in ("euc_kr", "gb2312"):
        for high in range(0xA1, 0xFF):
            for low in range(0xA1, 0xFF):
                try:
                    letter = bytes((high, low)).decode(codec)
                except UnicodeDecodeError:
                    continue
                if 0x4E00 <= ord(letter) <= 0x9FFF:
                    kept.add(ord(letter))
    return kept


def main(path):
    fonts = TTCollection(path).fonts
    font = next(font for font in fonts if font["name"].getDebugName(1) == KOREAN)
    options = subset.Options(
        layout_features=[], hinting=False, desubroutinize=False, notdef_outline=True, name_IDs=[0, 1, 2, 4, 6, 13, 14]
    )
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "GPOS", "GSUB", "GDEF"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    bare = io.BytesIO()
    font.save(bare)
    here = pathlib.Path(__file__).parent
    # No name and no time in the header: the same font gives the same bytes.
    with open(here / "NotoSansCJK-subset.otf.gz", "wb") as file:
        with gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
            packed.write(bare.getvalue())
    print(len(bare.getvalue()), "bytes,", (here / "NotoSansCJK-subset.otf.gz").stat().st_size, "packed")


if __name__ == "__main__":
    main(sys.argv[1])
