package verify

import (
	"testing"

	"github.com/icpgen/icpgen/filing"
	"github.com/icpgen/icpgen/filing/sample"
	"github.com/icpgen/icpgen/forms"
	"github.com/icpgen/icpgen/profile"
)

// BenchmarkApplications judges the papers of 200 applications one after the other, as a
// run does: their forms come again, their values never.
func BenchmarkApplications(b *testing.B) {
	type paper struct {
		data []byte
		want Want
	}
	var papers []paper
	bytes := 0
	for i := range 200 {
		a := sample.Numbered(filing.Provinces[i%len(filing.Provinces)].Name, sample.Kinds[i%len(sample.Kinds)], i)
		v := &filing.Verdict{FiledAs: filing.AsUnit, FilingType: filing.NewFiling, Forms: filing.Papers}
		if a.Subject().Kind.Text == "个人" {
			v.FiledAs = filing.AsPerson
		}
		p := forms.Packet{Application: a, Verdict: v, Profile: profile.Profile{Pledge: profile.PledgeGuide, Copies: 2}}
		for _, of := range filing.Papers {
			d, _ := p.Lay(of)
			data := written(b, d)
			papers = append(papers, paper{data, wantOf(p, of)})
			bytes += len(data)
		}
	}
	var r Reader
	judge := func() {
		for _, p := range papers {
			if faults := r.Paper(p.data, p.want); len(faults) > 0 {
				b.Fatal(faults[0].Words.ZH)
			}
		}
	}
	judge()
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		judge()
	}
	b.ReportMetric(float64(b.N*len(papers))/b.Elapsed().Seconds(), "papers/s")
}
