package main

import "github.com/icpgen/icpgen/filing"

// The exit codes, the same everywhere.
const (
	exitGood     = iota // all good; warnings allowed
	exitRefused         // an application was refused, or a page failed verification
	exitUsage           // wrong use
	exitInput           // input could not be read
	exitOutput          // output could not be written
	exitInternal        // a fault of icpgen itself
)

// exitCodes are the codes in words, from 0.
var exitCodes = []filing.Words{
	exitGood:     {ZH: "全部通过", EN: "all good; warnings allowed"},
	exitRefused:  {ZH: "有申请未通过，或有页面没核对上", EN: "an application was refused, or a page failed verification"},
	exitUsage:    {ZH: "用法不对", EN: "wrong use"},
	exitInput:    {ZH: "读不了", EN: "input could not be read"},
	exitOutput:   {ZH: "写不了", EN: "output could not be written"},
	exitInternal: {ZH: "程序自身出错", EN: "a fault of icpgen itself"},
}
