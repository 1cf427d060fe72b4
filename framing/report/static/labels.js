// A reader's own labels: kept in this browser, saved as a file when asked, sent nowhere.
const LABELS = ["biased", "neutral", "unsure"];

function labelPage(root, prefix) {
  const by = (id) => document.getElementById(prefix + id);
  const box = by("labelling");
  if (!box) return;
  const store = `framing-labels-${box.dataset.event}`;
  const found = read();
  const controls = new Map();
  box.hidden = false;

  function read() {
    try {
      return new Map(JSON.parse(localStorage.getItem(store) || "[]"));
    } catch (wrong) {
      if (wrong instanceof SyntaxError || wrong instanceof DOMException) return new Map();
      throw wrong;
    }
  }
  function keep() {
    try {
      localStorage.setItem(store, JSON.stringify([...found]));
    } catch (wrong) {
      if (!(wrong instanceof DOMException)) throw wrong; // no store in this browser: they last until it closes
    }
    const rows = [...found.values()];
    const told = LABELS.map((label) => `${rows.filter((row) => row.label === label).length} ${label}`);
    by("label-count").textContent = `${rows.length} labelled: ${told.join(", ")}`;
  }
  const place = (sentence) => sentence.id.slice(prefix.length);
  function set(sentence, label, words) {
    const name = place(sentence);
    const row = found.get(name) || { label: "", words: [] };
    if (label !== undefined) row.label = label;
    if (words) row.words = [...row.words.filter((one) => one.start !== words.start || one.end !== words.end), words];
    if (row.label || row.words.length) found.set(name, row);
    else found.delete(name);
    keep();
    show(sentence);
  }
  function show(sentence) {
    const row = found.get(place(sentence)) || { label: "", words: [] };
    const { choice, chips } = controls.get(sentence);
    choice.value = row.label;
    chips.replaceChildren(...row.words.map((words) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.className = "chip";
      chip.textContent = `“${words.text}” ${words.label} ×`;
      chip.setAttribute("aria-label", `Take the label ${words.label} off “${words.text}”`);
      chip.addEventListener("click", () => {
        row.words = row.words.filter((one) => one !== words);
        set(sentence, row.words.length ? undefined : row.label);
        choice.focus();
      });
      return chip;
    }));
  }
  function control(sentence) {
    const where = document.createElement("span");
    where.className = "lb";
    const choice = document.createElement("select");
    const [pane, number] = place(sentence).slice(1).split("-s");
    choice.setAttribute("aria-label", `Label of sentence ${number}, article ${pane}`);
    for (const label of ["", ...LABELS]) {
      const option = document.createElement("option");
      option.value = label;
      option.textContent = label || "label";
      choice.append(option);
    }
    choice.addEventListener("change", () => {
      const words = picked();
      const label = choice.value;
      if (words && words.sentence === sentence && label) {
        const { start, end, text } = words;
        set(sentence, (found.get(place(sentence)) || {}).label || label, { start, end, text, label });
        last = null;
      } else set(sentence, label);
    });
    const chips = document.createElement("span");
    where.append(choice, chips);
    sentence.after(where);
    controls.set(sentence, { choice, chips });
  }

  // The words selected last inside one sentence; they stay when the reader goes on to the list of labels.
  let last = null;
  const picked = () => (last && last.sentence.isConnected ? last : null);
  document.addEventListener("selectionchange", () => {
    if (by("label-bar").hidden) return;
    const chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) {
      if (!(document.activeElement instanceof HTMLSelectElement)) last = null;
      return;
    }
    const range = chosen.getRangeAt(0);
    const holder = range.commonAncestorContainer;
    const sentence = (holder.nodeType === Node.TEXT_NODE ? holder.parentElement : holder).closest(".s");
    if (!sentence || !root.contains(sentence)) { last = null; return; }
    const before = document.createRange();
    before.setStart(sentence, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const text = range.toString();
    const lead = text.length - text.trimStart().length;
    const start = points(before.toString()) + points(text.slice(0, lead));
    last = { sentence, text: text.trim(), start, end: start + points(text.trim()) };
  });
  const points = (text) => [...text].length; // offsets count code points, as all others here do

  function rows() {
    const made = [];
    for (const sentence of root.querySelectorAll(".s")) {
      const row = found.get(place(sentence));
      if (!row || !row.label) continue;
      const pane = sentence.closest(".pane");
      const original = pane.querySelector("header a[target]");
      made.push({
        text: sentence.textContent,
        label: row.label,
        outlet: pane.dataset.outlet,
        url: original ? original.href : `event:${box.dataset.event}#${pane.dataset.article}`,
        topic: box.dataset.topic,
        event: box.dataset.event,
        sentence: Number(place(sentence).split("-s")[1]),
        words: row.words,
        annotator: by("label-who").value.trim(),
      });
    }
    return made;
  }
  by("label-on").addEventListener("click", () => {
    const bar = by("label-bar");
    bar.hidden = !bar.hidden;
    by("label-on").setAttribute("aria-expanded", String(!bar.hidden));
    by("panes").classList.toggle("labelled", !bar.hidden);
    if (!bar.hidden && !controls.size) {
      for (const sentence of root.querySelectorAll(".s")) {
        control(sentence);
        show(sentence);
      }
    }
  });
  by("label-save").addEventListener("click", () => {
    const lines = rows().map((row) => JSON.stringify(row) + "\n");
    const who = by("label-who").value.trim().replace(/[^\p{L}\p{N}_-]+/gu, "-");
    const name = `labels-${box.dataset.event}${who ? `-${who}` : ""}.jsonl`;
    saveFile(new Blob(lines, { type: "application/jsonl" }), name);
  });
  by("label-clear").addEventListener("click", () => {
    found.clear();
    keep();
    for (const sentence of controls.keys()) show(sentence);
  });
  keep();
}
