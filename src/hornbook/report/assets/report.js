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

// Entries are shown a page at a time: a list may have thousands, most of them in a template.
const AT_ONCE = 60;

function shelf(root) {
  const list = root.querySelector(".entries");
  const search = root.querySelector("input");
  if (!search) return;
  const selects = all("select", root);
  const output = root.querySelector("output");
  const empty = root.querySelector(".empty");
  const template = root.querySelector("template");
  const entries = [...all(".entry", list), ...(template ? all(".entry", template.content) : [])]
    .map((element) => ({ element, facets: JSON.parse(element.dataset.facets), text: null }));
  const further = document.createElement("button");
  further.type = "button";
  further.className = "further";
  let found = entries;
  let shown = AT_ONCE;

  const fits = (entry, words, chosen) =>
    chosen.every(({ name, value }) => entry.facets[name] === value) && words.every((word) => {
      entry.text ??= entry.element.textContent.toLowerCase();
      return entry.text.includes(word);
    });
  const draw = () => {
    list.replaceChildren(...found.slice(0, shown).map(({ element }) => element), empty, further);
    further.textContent = `Show more of the other ${(found.length - shown).toLocaleString("en")}`;
    further.hidden = found.length <= shown;
    empty.hidden = found.length > 0;
  };
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = selects.filter((select) => select.value);
    found = entries.filter((entry) => fits(entry, words, chosen));
    shown = AT_ONCE;
    const [some, every] = [found.length, entries.length].map((count) => count.toLocaleString("en"));
    output.textContent = found.length === entries.length ? `all ${every}` : `${some} of ${every}`;
    draw();
    list.scrollTop = 0;
  };
  const grow = () => {
    const next = found[shown];
    const focused = document.activeElement === further;
    shown += AT_ONCE;
    for (const { element } of found.slice(shown - AT_ONCE, shown)) list.insertBefore(element, empty);
    further.hidden = found.length <= shown;
    further.textContent = `Show more of the other ${(found.length - shown).toLocaleString("en")}`;
    if (focused && next) next.element.firstElementChild.focus();
  };
  further.addEventListener("click", grow);
  search.addEventListener("input", apply);
  selects.forEach((select) => select.addEventListener("change", apply));
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      const first = list.querySelector(".entry > summary");
      if (first) { event.preventDefault(); first.focus(); }
    } else if (event.key === "Escape" && !search.value) {
      search.blur();
    }
  });
  // Scrolling to the end of the list shows more of it.
  new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting) && found.length > shown) grow();
  }, { root: list, rootMargin: "0px 0px 400px 0px" }).observe(further);
  list.addEventListener("keydown", (event) => arrows(event, list, () => found.length > shown && grow()));
  root.querySelector(".filters").hidden = false;
  apply();
}

// In a list of entries the arrow keys (or j and k) go up and down, Home and End to its ends;
// Escape closes an entry from anywhere inside it.
function arrows(event, list, grow) {
  const entry = event.target.closest(".entry");
  if (!entry || event.ctrlKey || event.metaKey || event.altKey) return;
  const summary = entry.firstElementChild;
  if (event.key === "Escape" && entry.open) {
    entry.open = false;
    summary.focus();
    return;
  }
  const pressed = { j: "ArrowDown", k: "ArrowUp" }[event.key] || event.key;
  const letter = pressed !== event.key;
  if (document.activeElement !== summary && !letter) return;
  let summaries = all(".entry > summary", list);
  const here = summaries.indexOf(summary);
  if (pressed === "ArrowDown" && here === summaries.length - 1) {
    grow();
    summaries = all(".entry > summary", list);
  }
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: summaries.length - 1 }[pressed];
  if (to === undefined || !summaries[to]) return;
  event.preventDefault();
  summaries[to].focus();
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

// "/" goes to the nearest search field, as on many sites; j and k to the nearest list.
function keys() {
  const nearest = (selector) => {
    const places = all(selector).filter((each) => each.getClientRects().length);
    return places.find((each) => each.getBoundingClientRect().bottom > 0) || places[0];
  };
  document.addEventListener("keydown", (event) => {
    const busy = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey;
    if (busy || event.target.closest("input, select, textarea")) return;
    const wanted = {
      "/": ".filters input",
      j: ".entries .entry > summary",
      k: ".entries .entry > summary",
    }[event.key];
    if (!wanted || (event.key !== "/" && event.target.closest(".entry"))) return;
    const place = nearest(wanted);
    if (!place) return;
    event.preventDefault();
    place.focus();
  });
  document.querySelector(".keys").hidden = false;
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
all(".graph").forEach(tracing);
contents();
keys();
