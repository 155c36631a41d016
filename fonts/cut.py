"""Cuts the typefaces of this package. Called by cut.sh, which says where the originals come from.

    cut.py NotoSerifSC_400Regular.ttf NotoSerifSC_700Bold.ttf NotoSansSC_500Medium.ttf HanaMinB.ttf Unihan_OtherMappings.txt.bz2

Writes data/*.ttf, data/HanaMinB.cmap and testdata/tgh.txt. The same originals give the same bytes.
"""

import bz2
import sys
import unicodedata
from array import array
from multiprocessing import Pool

import outline
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

# What is typed into a form beside Han characters, block by block.
SYMBOLS = [
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x02C6, 0x02DF), (0x0370, 0x03FF), (0x0400, 0x045F),
    (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x214F),
    (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x24FF),
    (0x2500, 0x259F), (0x25A0, 0x25FF), (0x2600, 0x27BF), (0x3000, 0x312F), (0x31A0, 0x31BF),
    (0x3200, 0x33FF), (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF01, 0xFF9F), (0xFFE0, 0xFFEE),
]
# Han characters of the basic plane: radicals, strokes, Ext A, URO, compatibility.
HAN = [(0x2E80, 0x2FDF), (0x31C0, 0x31EF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF)]
# How far curves may move, in units of 1000 to the em: strokes of Han characters, and letters and symbols, whose bows are
# larger and more looked at.
STROKES, LETTERS = 1.5, 0.7
# What joins its neighbours and is drawn as it was: the dash, lines and blocks.
JOINING = [(0x2014, 0x2015), (0x2500, 0x259F)]
# HanaMinB is asked for Ext B to F only.
RARE = [(0x20000, 0x2EBEF)]
# Ext G to I.
BEYOND = [(0x2EBF0, 0x3FFFF)]


def span(ranges):
    return {r for first, last in ranges for r in range(first, last + 1)}


def printable(r):
    """Invisible characters (soft hyphen, zero-width, bidi, fillers) get no glyph; see Printable in Go."""
    return unicodedata.category(chr(r)) not in ("Cf", "Cc", "Mn", "Me", "Zl", "Zp") and r not in (0x3164, 0xFFA0)


def gb2312():
    pairs = (bytes((a, b)) for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF))
    return {ord(c) for p in pairs for c in p.decode("gb2312", "ignore")}


def tgh(unihan):
    """The characters of 通用规范汉字表 (2013), by Unihan's kTGH."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        found = {int(f[0][2:], 16) for f in (line.split("\t") for line in lines) if len(f) > 2 and f[1] == "kTGH"}
    assert len(found) == 8105, len(found)
    return found


def cut(original, wanted, out, lighter=True):
    font = TTFont(original, lazy=True, recalcTimestamp=False)
    unbroken_dash(font)
    have = {r for r in font.getBestCmap() if r in wanted and printable(r)}
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.legacy_cmap = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "JSTF", "vhea", "vmtx", "VORG", "kern", "gasp", "FFTM", "STAT", "DSIG", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=have)
    subsetter.subset(font)
    cmap = font["cmap"]
    best = font.getBestCmap()
    assert set(best) == have
    cmap.tables = [full(best)]
    for glyph in font["glyf"].glyphs.values():
        assert not glyph.isComposite()
    if lighter:
        lighten(font)
    font["name"].names = [n for n in font["name"].names if n.platformID == 3]
    font.save(out)
    return font, have


def lighten(font):
    """Draws all glyphs with fewer points (outline.py) and says what has come of it. Widths stay."""
    glyf, hmtx, best = font["glyf"], font["hmtx"], font.getBestCmap()
    joining = {best[r] for r in span(JOINING) if r in best}
    names = [n for n in font.getGlyphOrder() if glyf[n].numberOfContours > 0 and n not in joining]
    han = {best[r] for r in span(HAN) | span(RARE) | span(BEYOND) if r in best}
    old = [(contours(glyf[n], glyf), STROKES if n in han else LETTERS) for n in names]
    before = after = whole = 0
    farthest = 0.0
    with Pool() as pool:  # in order, so the same whoever draws
        for name, (was, tolerance), (new, moved) in zip(names, old, pool.imap(redraw, old, 32)):
            glyph = glyf[name]
            width, bearing = hmtx[name]
            assert bearing == glyph.xMin and len(new) == len(was) == glyph.numberOfContours
            assert max(moved) <= tolerance + outline.SLACK
            overlapping = glyph.flags[0] & 0x40
            before += len(glyph.coordinates)
            glyph.coordinates = GlyphCoordinates([p[:2] for c in new for p in c])
            glyph.flags = array("B", [int(p[2]) for c in new for p in c])
            glyph.flags[0] |= overlapping
            glyph.endPtsOfContours = [sum(map(len, new[: i + 1])) - 1 for i in range(len(new))]
            glyph.recalcBounds(glyf)
            hmtx[name] = (width, glyph.xMin)
            after += len(glyph.coordinates)
            farthest = max(farthest, *moved)
            whole += sum(m == 0 for m in moved)
    print(f"  points {before} -> {after}, moved by {farthest:.2f} at the most, {whole} of {sum(len(c) for c, _ in old)} contours as they were")


def redraw(glyph):
    return outline.light(*glyph)


def contours(glyph, glyf):
    points, ends, flags = glyph.getCoordinates(glyf)
    points = [(x, y, bool(f & 1)) for (x, y), f in zip(points, flags)]
    return [points[a + 1 : b + 1] for a, b in zip([-1, *ends], ends)]


def unbroken_dash(font):
    """The Chinese dash is one line, two em long (GB/T 15834-2011): U+2014 gets the full-width glyph of U+2015, drawn out
    to both edges so that two of them join."""
    em, glyf = font["head"].unitsPerEm, font["glyf"]
    name = font.getBestCmap().get(0x2015)
    if name is None or font["hmtx"][name][0] != em:
        return
    dash = glyf[name]
    dash.recalcBounds(glyf)
    left, right = dash.xMin, dash.xMax
    for i, (x, y) in enumerate(dash.coordinates):
        dash.coordinates[i] = (round((x - left) * em / (right - left)), y)
    dash.recalcBounds(glyf)
    font["hmtx"][name] = (em, 0)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14 and 0x2015 in table.cmap:
            table.cmap[0x2014] = name


def full(mapping):
    """One (3,10) format 12 table holds every character; the reader in Go wants no other."""
    t = CmapSubtable.newSubtable(12)
    t.platformID, t.platEncID, t.language, t.format = 3, 10, 0, 12
    t.reserved, t.length, t.nGroups = 0, 0, 0
    t.cmap = dict(mapping)
    return t


def main(song, songbold, hei, rare, unihan):
    standard = tgh(unihan)
    with open("testdata/tgh.txt", "w", encoding="utf-8") as f:
        f.write("".join(map(chr, sorted(standard))) + "\n")

    _, has = cut(song, span(SYMBOLS) | span(HAN) | span(RARE) | span(BEYOND), "data/NotoSerifSC-Regular.ttf")
    print("NotoSerifSC-Regular", len(has))
    missing = (standard | gb2312()) - has
    assert not missing, missing
    common = span(SYMBOLS) | gb2312() | standard
    for original, name in ((songbold, "NotoSerifSC-Bold"), (hei, "NotoSansSC-Medium")):
        _, got = cut(original, common, f"data/{name}.ttf")
        print(name, len(got))
        missing = (standard | gb2312()) - got
        assert not missing, missing

    font, got = cut(rare, span(RARE) - has, "data/HanaMinB.ttf", lighter=False)
    print("HanaMinB", len(got))
    em = font["head"].unitsPerEm
    widths = {font["hmtx"][g][0] for g in font.getBestCmap().values()}
    assert widths == {em}, widths
    with open("data/HanaMinB.cmap", "wb") as f:
        f.write(TTFont("data/HanaMinB.ttf").getTableData("cmap"))


main(*sys.argv[1:])
