"use strict";
// The list of events: search, filters and order.
function indexPage(root, prefix) {
  const by = (id) => document.getElementById(prefix + id);
  const list = by("events");
  const threads = [...list.children];
  const cards = threads.flatMap((thread) =>
    [...thread.querySelectorAll(".card")].map((card) => ({
      card,
      thread,
      words: card.textContent.toLowerCase(),
      outlets: [...card.querySelectorAll(".who li")].map((item) => item.textContent),
      day: card.dataset.d,
      many: Number(card.dataset.n),
      signs: card.dataset.f.split(" "),
      story: thread.dataset.s || "",
    })));
  const label = (count) => `${count} of ${cards.length} event${cards.length === 1 ? "" : "s"}`;

  function fits(item) {
    const words = by("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    const outlet = by("outlet").value;
    const since = by("since").value;
    const until = by("until").value;
    return words.every((word) => item.words.includes(word))
      && (!outlet || item.outlets.some((name) => name === outlet || name.startsWith(`${outlet} (`)))
      && (!since || (item.day && item.day >= since))
      && (!until || (item.day && item.day <= until))
      && (!by("several").checked || item.many > 1)
      && (!by("story") || !by("story").value || item.story === by("story").value)
      && (!by("sign").value || item.signs.includes(by("sign").value));
  }
  function show() {
    let count = 0;
    const open = new Set();
    for (const item of cards) {
      item.card.hidden = !fits(item);
      if (!item.card.hidden) { count += 1; open.add(item.thread); }
    }
    for (const thread of threads) thread.hidden = !open.has(thread);
    by("count").textContent = count === cards.length ? "" : count ? label(count) : "No event fits. Change the filters.";
  }
  function sort() {
    const how = by("sort").value;
    const keys = new Map(threads.map((thread, at) => [thread, { at, last: "", many: 0 }]));
    for (const item of cards) {
      const key = keys.get(item.thread);
      if (item.day > key.last) key.last = item.day;
      key.many = Math.max(key.many, item.many);
    }
    const order = {
      new: (a, b) => a.at - b.at,
      old: (a, b) => (a.last === "") - (b.last === "") || (a.last < b.last ? -1 : a.last > b.last ? 1 : b.at - a.at),
      many: (a, b) => b.many - a.many || a.at - b.at,
    }[how];
    list.append(...[...threads].sort((a, b) => order(keys.get(a), keys.get(b))));
  }
  const form = root.querySelector(".filters");
  form.hidden = cards.length < 2;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  by("sort").addEventListener("change", sort);
  show();
  if (by("sort").value !== "new") sort(); // a reloaded page keeps what was chosen
}
