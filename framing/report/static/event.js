"use strict";
// The page of one event. `prefix` stands before every address where several pages share one file.
function eventPage(root, prefix) {
  const by = (id) => document.getElementById(prefix + id);
  const key = (element) => element.id.slice(prefix.length);
  const aim = (anchor) => anchor.getAttribute("href").slice(1 + prefix.length);
  const inner = `a[href^='#${prefix}']`;
  const all = (what, where = root) => [...where.querySelectorAll(what)];
  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  document.documentElement.classList.add("js");

  // Which article an address belongs to, and its name.
  const pane = (place) => by(place.split("-")[0]);
  const name = (place) => pane(place).querySelector("h3").textContent;

  // --- two texts side by side -------------------------------------------------------------------------
  const panes = all(".pane");
  const left = by("left");
  const right = by("right");
  const shown = () => [by(`a${left.value}`), by(`a${right.value}`)];
  function place() {
    const [first, second] = shown();
    for (const one of panes) one.hidden = one !== first && one !== second;
    by("panes").append(first);
    if (second !== first) by("panes").append(second);
  }
  if (panes.length > 1) {
    by("pick").hidden = panes.length < 2;
    right.value = "2";
    left.addEventListener("change", place);
    right.addEventListener("change", place);
    place();
  }
  function reveal(one) {
    if (panes.length < 2 || !one.hidden) return;
    right.value = key(one).slice(1);
    place();
  }

  // --- scrolling together by shared statements --------------------------------------------------------
  const lines = JSON.parse(by("lines").textContent);
  const held = new Map(); // article -> its sentences that share a statement, in order
  for (const sentence of all(".s")) {
    if (!(key(sentence) in lines)) continue;
    const own = key(sentence).split("-")[0];
    if (!held.has(own)) held.set(own, []);
    held.get(own).push(sentence);
  }
  let leader = null;
  for (const one of panes) {
    const text = one.querySelector(".text");
    for (const kind of ["pointerenter", "focusin", "wheel", "touchstart"]) {
      text.addEventListener(kind, () => { leader = one; }, { passive: true });
    }
    text.addEventListener("scroll", () => {
      if (leader !== one || !by("together").checked) return;
      const other = shown().find((pair) => pair !== one);
      if (other) follow(one, other);
    }, { passive: true });
  }
  const below = (sentence, box) => sentence.getBoundingClientRect().top - box.getBoundingClientRect().top;
  function follow(one, other) {
    const [from, to] = [one.querySelector(".text"), other.querySelector(".text")];
    const twins = held.get(key(other)) || [];
    for (const sentence of held.get(key(one)) || []) {
      const height = below(sentence, from);
      if (height < 0) continue;
      const twin = twins.find((its) => lines[key(its)] === lines[key(sentence)]);
      if (!twin) continue;
      to.scrollTop += below(twin, to) - height;
      return;
    }
  }

  // --- switches ---------------------------------------------------------------------------------------
  const marks = all(".m").map((mark) => ({
    mark,
    own: key(mark.closest(".pane")),
    found: evidence(mark),
    signs: mark.dataset.f.split(" "),
  }));
  function evidence(mark) { // one piece alone is named by the link
    return mark.dataset.e ? mark.dataset.e.split(" ") : [aim(mark).split("-")[1]];
  }
  const boxes = all("input[data-f]", by("switches"));
  function paint() {
    const on = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.f));
    const seen = new Set();
    for (const { mark, own, found, signs } of marks) {
      const at = signs.findIndex((sign) => on.has(sign));
      if (at < 0) delete mark.dataset.on;
      else mark.dataset.on = signs[at];
      if (mark.tagName !== "A") continue; // the white space between two pieces
      if (at < 0) {
        mark.tabIndex = -1;
        continue;
      }
      const id = `${own}-${found[at]}`;
      mark.setAttribute("href", `#${prefix}${id}`);
      mark.tabIndex = seen.has(id) ? -1 : 0;
      seen.add(id);
    }
    by("all-off").textContent = on.size ? "No marks" : "All marks";
  }
  for (const box of boxes) box.addEventListener("change", paint);
  by("all-off").hidden = false;
  by("all-off").addEventListener("click", () => {
    const any = boxes.some((box) => box.checked);
    for (const box of boxes) box.checked = !any;
    paint();
  });
  const judge = by("judge");
  if (judge) judge.addEventListener("change", () => {
    score();
    by("panes").classList.toggle("judge", judge.checked);
  });
  // What the classifier says stands in the lists of evidence; the sentences get it when it is asked for.
  function score() {
    if (root.querySelector(".p")) return;
    for (const item of all('.group[data-f="v"] li')) {
      const [label, share] = item.querySelector(inner).textContent.split(", probability ");
      const sentence = by(target(item));
      const made = make("a", "p");
      made.href = `#${prefix}${key(item)}`;
      made.dataset.p = share;
      made.setAttribute("aria-label", `classifier: ${label}, ${share}`);
      sentence.dataset.v = label;
      sentence.append(made);
    }
  }
  paint();

  // --- the drawer of evidence -------------------------------------------------------------------------
  const drawer = by("drawer");
  let opener = null;
  function close() {
    if (drawer.hidden) return;
    drawer.hidden = true;
    document.body.classList.remove("drawn");
    for (const lit of all(".at")) lit.classList.remove("at");
    if (opener) opener.focus({ preventScroll: true });
    opener = null;
  }
  by("drawer-close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

  const link = (place, words) => {
    const made = make("a", "", words);
    made.href = `#${prefix}${place}`;
    made.dataset.go = place;
    return made;
  };
  // A sentence in the drawer: who says it, its words, and the way to it.
  function sentenceSlip(place, picked) {
    const slip = make("div", "slip");
    const sentence = by(place);
    slip.append(make("p", "label", name(place)));
    const words = make("p", "said-so t");
    fill(words, sentence, picked);
    slip.append(words);
    const where = make("p", "why");
    where.append(link(place, place.endsWith("-s0") ? "headline, in the text" : "in the text"));
    slip.append(where);
    return slip;
  }
  function fill(words, sentence, picked) {
    if (!picked) { words.textContent = sentence.textContent; return; }
    for (const node of sentence.childNodes) {
      const hit = node.dataset && node.dataset.f && evidence(node).includes(picked);
      words.append(hit ? make("mark", "", node.textContent) : node.textContent);
    }
  }
  const target = (item) => {
    const anchor = item.querySelector(inner);
    return anchor ? aim(anchor) : "";
  };
  function evidenceSlip(item) {
    const where = target(item);
    const slip = by(where) && by(where).classList.contains("s")
      ? sentenceSlip(where, key(item).split("-")[1]) : make("div", "slip");
    const group = item.closest(".group");
    const note = item.closest(".note");
    const why = make("p", "why");
    const title = make("strong", "", `${group.querySelector("h4").textContent.trim()}: `);
    why.append(title, note ? note.querySelector("p").textContent : item.textContent.trim().replace(/\s+/g, " "));
    slip.insertBefore(why, slip.children[1] || null);
    return slip;
  }
  function slips(place) {
    const found = by(place);
    if (!found) return [];
    if (found.classList.contains("s")) return [sentenceSlip(place)];
    if (found.classList.contains("group")) return all("li", found).map(evidenceSlip);
    if (found.tagName === "LI") return [evidenceSlip(found)];
    return [];
  }
  function open(places, from) {
    const found = places.flatMap(slips);
    if (!found.length) return false;
    if (!drawer.contains(from)) opener = from;
    by("drawer-title").textContent = found.length === 1 ? "Evidence" : `Evidence, ${found.length} places`;
    by("drawer-body").replaceChildren(...found);
    by("drawer-body").scrollTop = 0;
    drawer.hidden = false;
    document.body.classList.add("drawn");
    drawer.focus({ preventScroll: true });
    if (from && !drawer.contains(from)) {
      const hidden = from.getBoundingClientRect().bottom + 24 - drawer.getBoundingClientRect().top;
      if (hidden > 0) window.scrollBy(0, hidden);
    }
    return true;
  }

  // --- going to a place -------------------------------------------------------------------------------
  function light(place) {
    for (const lit of all(".at")) lit.classList.remove("at");
    const found = by(place);
    if (found && found.classList.contains("s")) found.classList.add("at");
  }
  function go(place) {
    const found = by(place);
    if (!found) return;
    const box = found.closest(".pane");
    if (box) reveal(box);
    for (let up = found.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
    leader = box;
    light(place);
    if (box && box !== found) {
      box.scrollIntoView({ block: "start" });
      const text = found.closest(".text");
      if (text) text.scrollTop += below(found, text) - 60;
    } else {
      found.scrollIntoView({ block: "start" });
    }
  }
  // An address of evidence shows its sentence and opens the drawer.
  function arrive() {
    const whole = decodeURIComponent(location.hash.slice(1));
    if (!whole.startsWith(prefix)) return;
    const place = whole.slice(prefix.length);
    const found = by(place);
    if (!found || !/^a\d+/.test(place)) return;
    if (found.tagName === "LI" && found.closest(".group")) {
      const where = target(found);
      if (by(where)) go(where);
      open([place], null);
    } else {
      go(place);
      if (found.classList.contains("group")) open([place], null);
    }
  }
  root.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const anchor = event.target.closest(inner);
    if (!anchor) return;
    const place = aim(anchor);
    if (anchor.classList.contains("m")) {
      if (!anchor.dataset.on) { event.preventDefault(); return; }
      event.preventDefault();
      const more = evidence(anchor).map((id) => `${key(anchor.closest(".pane"))}-${id}`);
      history.replaceState(null, "", `#${prefix}${place}`);
      open([place, ...more.filter((id) => id !== place && lit(id))], anchor);
    } else if (anchor.classList.contains("p")) {
      event.preventDefault();
      history.replaceState(null, "", `#${prefix}${place}`);
      open([place], anchor);
    } else if (anchor.dataset.show !== undefined) { // what it shows; empty: the place it leads to
      event.preventDefault();
      const shows = anchor.dataset.show;
      const places = shows ? shows.split(" ").map((one) => one.slice(prefix.length)) : [place];
      if (!open(places, anchor)) go(place); // a whole text, or a table: it is where the link leads
    } else if (/^a\d/.test(place)) {
      event.preventDefault();
      history.replaceState(null, "", `#${prefix}${place}`);
      if (matchMedia("(max-width: 52rem)").matches) close();
      go(place);
    }
  });
  const lit = (id) => {
    const group = by(id) && by(id).closest(".group");
    return group && boxes.some((box) => box.checked && box.dataset.f === group.dataset.f);
  };
  window.addEventListener("hashchange", arrive);
  if (location.hash) arrive();
}
