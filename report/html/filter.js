// Filters by text, on top of what the style sheet filters, and counts what is left.
const search = document.getElementById("search"), count = document.getElementById("count");
const cases = [...document.querySelectorAll("tbody")];
let texts;
function filter() {
	texts ??= cases.map(c => [...c.querySelectorAll(".head, .findings")].map(e => e.textContent).join(" ").toLowerCase());
	const words = search.value.toLowerCase().split(/\s+/);
	cases.forEach((c, i) => c.hidden = !words.every(w => texts[i].includes(w)));
	tell();
}
function tell() {
	count.textContent = cases.filter(c => c.getClientRects().length).length + " / " + cases.length;
}
search.hidden = false;
search.addEventListener("input", filter);
document.getElementById("filters").addEventListener("change", tell);
if (search.value) filter(); else tell();
