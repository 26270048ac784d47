/* What is quicker with a keyboard, or without loading a page again? Everything here works without it, too. */
"use strict";
(() => {
  const one = (what, from = document) => from.querySelector(what);
  const all = (what, from = document) => [...from.querySelectorAll(what)];

  /* The theme: system, light or dark, kept in this browser. */
  const themes = ["system", "light", "dark"];
  const themeSwitch = one("[data-theme-switch]");
  const themeNow = () => document.documentElement.dataset.theme || "system";
  const say = (button) => (button.textContent = `Theme: ${themeNow()}`);
  if (themeSwitch) {
    themeSwitch.hidden = false;
    say(themeSwitch);
    themeSwitch.addEventListener("click", () => {
      const next = themes[(themes.indexOf(themeNow()) + 1) % themes.length];
      if (next === "system") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = next;
      try {
        localStorage.setItem("paraph-theme", next);
      } catch {
        /* a browser that keeps nothing forgets it with the page */
      }
      say(themeSwitch);
    });
  }

  /* Help. */
  const help = one("#help");
  const helpButton = one("[data-help-open]");
  if (helpButton && help) {
    helpButton.hidden = false;
    helpButton.addEventListener("click", () => help.showModal());
  }

  /* The rest of the lines, when they come into sight. */
  const load = async (lines) => {
    const address = lines.dataset.src;
    if (!address) return;
    delete lines.dataset.src;
    lines.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { credentials: "same-origin", headers: { accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      lines.replaceChildren(...page.body.childNodes);
    } catch {
      lines.dataset.src = address;
    }
    lines.removeAttribute("aria-busy");
  };
  const waiting = all("[data-lines][data-src]");
  if ("IntersectionObserver" in window) {
    const watch = new IntersectionObserver(
      (seen) => {
        for (const each of seen.filter((entry) => entry.isIntersecting)) {
          watch.unobserve(each.target);
          load(each.target);
        }
      },
      { rootMargin: "800px" },
    );
    waiting.filter((lines) => !("folded" in lines.dataset)).forEach((lines) => watch.observe(lines));
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-unfold]");
    const lines = link && link.closest("[data-lines]");
    if (!lines || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    load(lines);
  });

  /* Files marked as read. */
  const progress = one("[data-progress]");
  const count = () => {
    if (!progress) return;
    progress.textContent = `${all(".file.read").length} of ${progress.dataset.of} read`;
  };
  const mark = async (form) => {
    const file = form.closest(".file");
    const button = one("button", form);
    const isRead = form.elements.read.value === "1";
    button.disabled = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        credentials: "same-origin",
        headers: { accept: "application/json" },
        body: new URLSearchParams(new FormData(form)),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      file.classList.toggle("read", isRead);
      form.elements.read.value = isRead ? "0" : "1";
      button.textContent = isRead ? "✓ read" : "Mark as read";
      button.setAttribute("aria-pressed", String(isRead));
      count();
    } catch {
      form.submit();
    }
    button.disabled = false;
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-read]")) return;
    event.preventDefault();
    mark(event.target);
  });

  const only = one("[data-only-ai]");
  if (only) {
    only.hidden = false;
    only.addEventListener("click", () => {
      const isOn = document.body.classList.toggle("only-ai");
      only.setAttribute("aria-pressed", String(isOn));
    });
  }

  /* What is asserted follows the number of answers. */
  for (const form of all("form[data-sentences]")) {
    const sentences = JSON.parse(form.dataset.sentences);
    const shown = one("[data-assertion]", form);
    const answers = all("textarea[name^='answer-']", form);
    const follow = () => {
      const given = answers.filter((each) => each.value.trim()).length;
      if (sentences[given]) shown.textContent = sentences[given];
    };
    if (sentences.length) {
      form.addEventListener("input", follow);
      follow();
    }
  }

  /* Keys. */
  const rows = () => all("[data-row]");
  const current = () => {
    const here = one(".now") || document.activeElement;
    return here && here.closest("[data-row]");
  };
  const goTo = (element, place = "nearest") => {
    if (!element) return;
    all(".now").forEach((each) => each.classList.remove("now"));
    element.classList.add("now");
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: place });
  };
  const move = (step) => {
    const found = rows();
    const at = found.indexOf(current());
    goTo(found[at < 0 ? (step > 0 ? 0 : found.length - 1) : Math.max(0, Math.min(found.length - 1, at + step))],
      current() && current().matches(".file") ? "start" : "nearest");
  };
  const open = () => {
    const row = current();
    if (row && row.dataset.link) window.location.assign(row.dataset.link);
    else if (row) unfold(row);
  };
  const unfold = (row) => {
    const lines = row && one("[data-lines]", row);
    if (lines && lines.dataset.src) load(lines);
    else if (row && row.matches(".file")) row.classList.toggle("folded-up");
    else if (row) all("details", row).forEach((each) => (each.open = !each.open));
  };
  let line = null;
  const nextLine = async (step) => {
    const wanted = () => all(".file:not(.read) tr.ai, .file:not(.read) tr.mixed").filter((row, at, list) => {
      const before = row.previousElementSibling;
      return !before || !before.matches("tr.ai, tr.mixed") || list.indexOf(before) < 0;
    });
    let found = wanted();
    let at = line && line.isConnected ? found.indexOf(line) : -1;
    if (step > 0 && at === found.length - 1) {
      const more = all(".file:not(.read) [data-lines][data-src]:not([data-folded])")[0];
      if (more) {
        await load(more);
        found = wanted();
        at = line && line.isConnected ? found.indexOf(line) : -1;
      }
    }
    line = found[at < 0 ? (step > 0 ? 0 : found.length - 1) : at + step] || null;
    if (!line) return;
    line.tabIndex = -1;
    goTo(line, "center");
  };
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    o: open,
    Enter: (event) => event.target.matches("[data-row]") && open(),
    x: () => {
      const file = current() && current().closest(".file");
      const row = line && line.matches(".now") ? line.closest(".file") : file;
      const form = row && one("form[data-read]", row);
      if (form) mark(form);
    },
    e: () => unfold(current()),
    n: () => nextLine(1),
    p: () => nextLine(-1),
    a: () => goTo(one("#answer"), "start"),
    u: () => window.location.assign(one("main").dataset.up || "/"),
    "?": () => help && !help.open && help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    const act = keys[event.key];
    if (!act) return;
    if (event.key !== "Enter") event.preventDefault();
    act(event);
  });
})();
