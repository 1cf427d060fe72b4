// Every page of the file is set up when it is first shown; where there are several, the address chooses.
(() => {
  const makers = {
    index: (root, prefix) => indexPage(root, prefix),
    outlets: (root, prefix) => {
      outletsPage(root);
      figureFiles(root, prefix);
    },
    event: (root, prefix) => {
      eventPage(root, prefix);
      figureFiles(root, prefix);
      labelPage(root, prefix);
    },
  };
  const done = new Set();
  function setUp(root) {
    if (done.has(root)) return;
    done.add(root);
    const make = makers[root.dataset.page];
    if (make) make(root, root.dataset.prefix);
  }
  const pages = [...document.querySelectorAll("article.page")];
  function choose(event) {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const page = (target && target.closest("article.page")) || pages[0];
    for (const other of pages) other.hidden = other !== page;
    const known = done.has(page);
    setUp(page);
    if (!target || target === page) window.scrollTo(0, 0);
    else if (!known || event) target.scrollIntoView();
    if (event && (!target || target === page)) page.focus({ preventScroll: true });
  }
  if (pages.length) {
    document.documentElement.classList.add("js");
    window.addEventListener("hashchange", choose);
    choose(null);
  } else {
    setUp(document.body);
  }
})();
