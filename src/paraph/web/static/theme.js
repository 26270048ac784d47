/* Which theme was chosen in this browser? Read before anything is drawn, so that nothing flashes. */
"use strict";
(() => {
  let kept = "";
  try {
    kept = localStorage.getItem("paraph-theme") || "";
  } catch {
    kept = "";
  }
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
  document.documentElement.dataset.js = "yes";
})();
