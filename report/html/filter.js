// Filters by text, beside what the style sheet filters, and counts what is left.
const search = document.getElementById("search"), province = document.getElementById("province"), count = document.getElementById("count");
const filters = document.getElementById("filters");
const cases = [...document.querySelectorAll("tbody")];
let texts;
function filter() {
	texts ??= cases.map(c => [...c.querySelectorAll(".head, .findings")].map(e => e.textContent).join(" ").toLowerCase());
	const words = search.value.toLowerCase().split(/\s+/).filter(w => w);
	filters.classList.toggle("searching", words.length > 0);
	cases.forEach((c, i) => c.hidden = !words.every(w => texts[i].includes(w)));
	tell();
}
function tell() {
	const state = document.querySelector("input[name=state]:checked").value;
	const wanted = "tbody:not([hidden])" + (state && "." + state) + (province.value && ".p" + province.value);
	count.textContent = cases.filter(c => c.matches(wanted)).length + " / " + cases.length;
}
search.hidden = false;
search.addEventListener("input", filter);
filters.addEventListener("change", tell);
if (search.value) filter(); else tell();
