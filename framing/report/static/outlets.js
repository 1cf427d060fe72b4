"use strict";
// The page of the outlets: a link to counts opens the list that they stand in.
function outletsPage(root) {
  function open() {
    const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const box = found && root.contains(found) && found.closest("details");
    if (!box) return;
    box.open = true;
    found.scrollIntoView();
  }
  window.addEventListener("hashchange", open);
  root.addEventListener("click", (event) => { // the same address a second time changes no hash
    const anchor = event.target.closest("a[href^='#']");
    if (anchor && anchor.getAttribute("href") === location.hash) open();
  });
  open();
}
