#!/bin/sh
# Cuts the embedded typefaces anew from their published originals. Run in this
# folder; needs npm, Debian's fonttools, fonts-hanazono, unicode-data and zstd.
# The versions below give the sums in data/SHA256SUMS; a run with others says so.
set -eu
cd "$(dirname "$0")"
serif=@expo-google-fonts/noto-serif-sc@0.4.3
sans=@expo-google-fonts/noto-sans-sc@0.4.3
hanazono=20170904-2.1
unidata=15.0.0-1
fonttools=4.38.0

export LC_ALL=C.UTF-8 TZ=UTC PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 SOURCE_DATE_EPOCH=0

has() {
	found=$(dpkg-query -W -f '${Version}' "$1")
	case $found in "$2"*) ;; *) echo "cut.sh: $1 is $found, the sums were made with $2" >&2 ;; esac
}
has fonts-hanazono $hanazono
has unicode-data $unidata
has python3-fonttools $fonttools
has zstd 1.5.4

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for package in $serif $sans; do
	tarball=$(cd "$work" && npm pack --silent "$package")
	into=$work/$(basename "${package%@*}")
	mkdir "$into"
	tar -xzf "$work/$tarball" -C "$into" --strip-components=1
done

/usr/bin/python3 cut.py \
	"$work/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf" \
	"$work/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf" \
	"$work/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf" \
	/usr/share/fonts/truetype/hanazono/HanaMinB.ttf \
	/usr/share/unicode/Unihan_OtherMappings.txt.bz2

zstd -q -19 --single-thread --rm -f data/HanaMinB.ttf -o data/HanaMinB.ttf.zst

cp "$work/noto-serif-sc/LICENSE_FONT" data/NotoSerifSC-OFL.txt
cp "$work/noto-sans-sc/LICENSE_FONT" data/NotoSansSC-OFL.txt
# The first of the two licences HanaMin comes under, without Debian's indentation.
sed -n '/^License: Hanazono-Font-License/,/^License: Open-Font-License/{/^License:/d;s/^ \.$//;s/^  //;p}' \
	/usr/share/doc/fonts-hanazono/copyright >data/HanaMinB-LICENSE.txt
chmod 644 data/*

sums() { sha256sum data/*.ttf data/*.zst data/*.cmap testdata/tgh.txt; }
case ${1-} in
--keep) sums >data/SHA256SUMS ;; # after a change of originals or of the choice of characters
*) sha256sum --quiet -c data/SHA256SUMS ;;
esac
