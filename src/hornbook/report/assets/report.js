"use strict";
// The page reads well without this script; it adds search, filters, tracing and the theme.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

function themes() {
  const root = document.documentElement;
  const button = document.querySelector(".theme");
  const names = ["auto", "light", "dark"];
  const show = (name) => {
    if (name === "auto") delete root.dataset.theme;
    else root.dataset.theme = name;
    button.querySelector("span").textContent = name;
  };
  let current = "auto";
  try { current = localStorage.getItem("hornbook-theme") || "auto"; } catch { /* storage is off */ }
  if (!names.includes(current)) current = "auto";
  show(current);
  button.hidden = false;
  button.addEventListener("click", () => {
    current = names[(names.indexOf(current) + 1) % names.length];
    show(current);
    try { localStorage.setItem("hornbook-theme", current); } catch { /* storage is off */ }
  });
}

function shelf(root) {
  const search = root.querySelector("input");
  const selects = all("select", root);
  const output = root.querySelector("output");
  const empty = root.querySelector(".empty");
  const entries = all(".entry", root).map((element) => ({
    element,
    text: element.textContent.toLowerCase(),
    facets: JSON.parse(element.dataset.facets),
  }));
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, text, facets } of entries) {
      const fits = words.every((word) => text.includes(word)) &&
        selects.every((select) => !select.value || facets[select.name] === select.value);
      element.hidden = !fits;
      if (fits) shown += 1;
    }
    output.textContent = shown === entries.length ? `${shown} shown` : `${shown} of ${entries.length} shown`;
    empty.hidden = shown > 0;
  };
  search.addEventListener("input", apply);
  selects.forEach((select) => select.addEventListener("change", apply));
  root.querySelector(".filters").hidden = false;
  apply();
}

// In a list of entries the arrow keys go up and down, Home and End to its ends.
function arrows(list) {
  list.addEventListener("keydown", (event) => {
    const summaries = all(".entry:not([hidden]) > summary", list);
    const here = summaries.indexOf(document.activeElement);
    if (here < 0) return;
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: summaries.length - 1 }[event.key];
    if (to === undefined || !summaries[to]) return;
    event.preventDefault();
    summaries[to].focus();
  });
}

// Pointing at a stage shows what it was made from.
function tracing(graph) {
  const edges = all(".edge", graph);
  const nodes = all("a", graph);
  const trace = (node) => {
    const line = new Set([node.dataset.id, ...node.dataset.ancestors.split(" ")]);
    graph.classList.add("tracing");
    nodes.forEach((each) => each.classList.toggle("on", line.has(each.dataset.id)));
    edges.forEach((each) =>
      each.classList.toggle("on", line.has(each.dataset.start) && line.has(each.dataset.end)));
  };
  const stop = () => graph.classList.remove("tracing");
  for (const node of nodes) {
    node.addEventListener("mouseenter", () => trace(node));
    node.addEventListener("focus", () => trace(node));
    node.addEventListener("mouseleave", stop);
    node.addEventListener("blur", stop);
  }
}

function contents() {
  const links = new Map(all(".contents a[href^='#']").map((link) => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting || !links.has(target.id)) continue;
      links.forEach((link) => link.removeAttribute("aria-current"));
      links.get(target.id).setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-15% 0px -75% 0px" });
  all("section[id]").forEach((section) => watcher.observe(section));
}

// "/" goes to the nearest search field, as on many sites.
function slash() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
    const fields = all(".filters input");
    const below = fields.find((field) => field.getBoundingClientRect().bottom > 0) || fields[0];
    if (!below) return;
    event.preventDefault();
    below.focus();
  });
}

// On paper nothing can be opened, so the first entries of every list are.
function paper() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all(".entries").flatMap((list) => all(".entry:not([open], [hidden])", list).slice(0, 2));
    opened.forEach((entry) => { entry.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((entry) => { entry.open = false; }));
}

themes();
paper();
all(".shelf").forEach(shelf);
all(".entries").forEach(arrows);
all(".graph").forEach(tracing);
contents();
slash();
