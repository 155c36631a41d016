package main

import (
	"strings"

	"github.com/icpgen/icpgen/filing"
)

// parseProvince finds a province as people type it on a command line: as in a
// workbook, or by its English name or its pinyin, in any case.
func parseProvince(typed string) (filing.Province, bool) {
	if p, ok := filing.ParseProvince(typed); ok {
		return p, true
	}
	for _, p := range filing.Provinces {
		if strings.EqualFold(typed, p.EN) || strings.EqualFold(typed, p.File) {
			return p, true
		}
	}
	return filing.Province{}, false
}

// nearestProvince is the name of the province that was probably meant.
func nearestProvince(typed string) (filing.Words, bool) {
	known := filing.FieldProvince.List()
	for _, p := range filing.Provinces {
		known = append(known, p.EN, p.File)
	}
	near, ok := filing.Nearest(typed, known)
	p, is := parseProvince(near)
	if !ok || !is {
		return filing.Words{}, false
	}
	if near == p.Name {
		return filing.Words{ZH: near, EN: near}, true
	}
	return filing.Words{ZH: p.Name, EN: p.EN}, true
}
