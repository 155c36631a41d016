package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/icpgen/icpgen/workbook"
)

// limitFlags raise what a workbook may take, or lower it. Their defaults are in
// the help, and each refusal names its own.
func (c *Command) limitFlags(flags *pflag.FlagSet, l *workbook.Limits) {
	*l = workbook.DefaultLimits
	for _, f := range []struct {
		name   string
		value  pflag.Value
		zh, en string
	}{
		{"file", (*sizeFlag)(&l.File), "文件", "the file"},
		{"unpacked", (*sizeFlag)(&l.Unpacked), "解压后合计", "all parts, unpacked"},
		{"part", (*sizeFlag)(&l.Part), "解压后的一个部件，或 CSV 的文字", "one part, unpacked, or the text of a CSV"},
		{"ratio", (*countFlag)(&l.Ratio), "大部件的压缩比", "how far a large part is compressed"},
		{"parts", (*countFlag)(&l.Parts), "部件", "parts"},
		{"columns", (*countFlag)(&l.Columns), "列", "columns"},
		{"rows", (*countFlag)(&l.Rows), "一个工作表里有内容的行", "rows of a sheet that hold something"},
		{"cells", (*countFlag)(&l.Cells), "一个工作表里有内容的单元格", "cells of a sheet that hold something"},
		{"applications", (*countFlag)(&l.Applications), "申请", "applications"},
	} {
		flags.Var(f.value, limitPrefix+f.name, c.say(f.zh, f.en))
	}
}

const limitPrefix = "limit-"

var errBadLimit = errors.New("no number, or none above 0")

// sizeFlag is a number of bytes: 256MB, 1GB, 500KB, 100000. K, M and G are
// powers of 1024.
type sizeFlag int64

var units = []struct {
	name  string
	shift uint
}{{"G", 30}, {"M", 20}, {"K", 10}}

func (f *sizeFlag) Set(text string) error {
	digits := strings.TrimSuffix(strings.ToUpper(strings.ReplaceAll(text, " ", "")), "B")
	shift := uint(0)
	for _, unit := range units {
		if rest, ok := strings.CutSuffix(digits, unit.name); ok {
			digits, shift = rest, unit.shift
		}
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n <= 0 || n > 1<<40>>shift {
		return errBadLimit
	}
	*f = sizeFlag(n << shift)
	return nil
}

func (f *sizeFlag) String() string {
	for _, unit := range units {
		if n := int64(*f); n != 0 && n%(1<<unit.shift) == 0 {
			return strconv.FormatInt(n>>unit.shift, 10) + unit.name + "B"
		}
	}
	return strconv.FormatInt(int64(*f), 10)
}

func (f *sizeFlag) Type() string { return "size" }

// countFlag is a number of things: 200000, or 200,000.
type countFlag int

func (f *countFlag) Set(text string) error {
	n, err := strconv.ParseInt(strings.ReplaceAll(text, ",", ""), 10, 32)
	if err != nil || n <= 0 {
		return errBadLimit
	}
	*f = countFlag(n)
	return nil
}

func (f *countFlag) String() string { return strconv.Itoa(int(*f)) }
func (f *countFlag) Type() string   { return "count" }
