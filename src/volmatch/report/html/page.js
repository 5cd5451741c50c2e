// What the page does: languages, dark and light, search and filters, and why seats are empty. It writes text, never markup.
"use strict";

(() => {
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  let language = root.lang.startsWith("zh") ? "zh" : "en";

  const MOST_ON_A_PHONE = 40;
  root.classList.add("scripted");

  // Languages: what stands in the page twice is shown once by the style sheet; attributes and options are rewritten.
  const worded = ["aria-label", "placeholder"];
  function speak(chosen) {
    language = chosen;
    root.lang = data.tags[chosen];
    for (const name of worded) {
      for (const one of all(`[data-${name}-${chosen}]`)) {
        one.setAttribute(name, one.getAttribute(`data-${name}-${chosen}`));
      }
    }
    for (const one of all(`[data-text-${chosen}]`)) {
      one.textContent = one.getAttribute(`data-text-${chosen}`);
    }
    for (const button of all("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
    }
    document.title = data.title[chosen];
    tell();
    if (byId("why").open) explain(asked);
  }
  for (const button of all("[data-language]")) {
    button.addEventListener("click", () => speak(button.dataset.language));
  }

  // Dark and light: the system's choice until somebody presses the button.
  byId("theme").addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : window.matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  byId("print").addEventListener("click", () => window.print());

  // Paper has no folds: what is folded opens for the printer, and folds again.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    for (const one of folded) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });

  // Why seats are empty: a dialog that the browser closes with Escape and that gives the focus back.
  let asked = null;
  function explain(key) {
    const found = data.seats[key];
    asked = key;
    byId("why-title").textContent = found.title[language];
    byId("why-lines").replaceChildren(
      ...found.lines.map((line) => {
        const item = document.createElement("li");
        item.textContent = line[language];
        return item;
      }),
    );
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-seats]");
    if (button) {
      explain(button.dataset.seats);
      byId("why").showModal();
    }
  });
  byId("why-close").addEventListener("click", () => byId("why").close());

  // Search and filters: what a row says is read once; after that only `hidden` changes.
  const read = (row) => ({ row, said: row.textContent.normalize("NFKC").toLowerCase() });
  const days = all("details.day").map((box) => ({ box, rows: all("tr[data-session]", box).map(read) }));
  const roomDays = all("details.room-day").map((box) => ({
    box,
    rooms: all(".room", box).filter((room) => room.querySelector("[data-block]")),
  }));
  const weeks = all("details.week").map((box) => ({
    box,
    days: box.dataset.days.split(" "),
    rows: all("tr[data-person]", box).map(read),
  }));
  const totals = all("tr[data-total]").map(read);

  // Folds: a phone opens only the first day of a long board; while somebody searches, whatever was found is open.
  const isPhone = window.matchMedia("(max-width: 40rem)").matches;
  const folds = [days, roomDays, weeks].map((boards) => boards.map(({ box }) => box));
  folds.push(all("details.totals"));
  for (const boxes of folds) {
    const rows = boxes.reduce((sum, box) => sum + all("tr, [data-block]", box).length, 0);
    boxes.forEach((box, number) => {
      if (isPhone && rows > MOST_ON_A_PHONE && (number || box.matches(".totals"))) box.open = false;
      box.dataset.folds = box.open ? "" : "1";
    });
  }
  const unfold = (box, isAsked, left) => {
    const open = isAsked ? left > 0 : !box.dataset.folds;
    if (box.open !== open) box.open = open;
  };
  const sessions = days.reduce((sum, day) => sum + day.rows.length, 0);
  const counted = { sessions, people: totals.length };

  const put = (element, hidden) => {
    if (element.hidden !== hidden) element.hidden = hidden;
  };

  function asks() {
    return {
      words: byId("words").value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean),
      day: byId("on").value,
      place: byId("at") ? byId("at").value : "",
      open: byId("only-open").checked,
    };
  }

  function filter() {
    const wanted = asks();
    wanted.any = wanted.words.length > 0 || Boolean(wanted.day || wanted.place || wanted.open);
    const fits = (one) => wanted.words.every((word) => one.said.includes(word));
    const shown = new Set();
    for (const { box, rows } of days) {
      let left = 0;
      for (const one of rows) {
        const row = one.row;
        const stays =
          (!wanted.day || row.dataset.day === wanted.day) &&
          (!wanted.place || row.dataset.place === wanted.place) &&
          (!wanted.open || row.hasAttribute("data-open")) &&
          fits(one);
        put(row, !stays);
        if (stays) {
          left += 1;
          shown.add(row.dataset.session);
        }
      }
      put(box, !left);
      unfold(box, wanted.any, left);
    }
    filterRooms(shown, wanted.any);
    const people = filterPeople(wanted, fits);
    counted.sessions = shown.size;
    counted.people = people;
    put(byId("nothing"), shown.size + people > 0);
    tell();
  }

  function filterRooms(shown, isAsked) {
    for (const { box, rooms } of roomDays) {
      let left = 0;
      for (const room of rooms) {
        let here = 0;
        for (const block of all("[data-block]", room)) {
          put(block, !shown.has(block.dataset.block));
          here += block.hidden ? 0 : 1;
        }
        put(room, !here);
        left += here;
      }
      put(box, !left);
      unfold(box, isAsked, left);
    }
  }

  function filterPeople(wanted, fits) {
    for (const { box, days: own, rows } of weeks) {
      let left = 0;
      const inside = !wanted.day || own.includes(wanted.day);
      for (const one of rows) {
        put(one.row, !fits(one));
        left += one.row.hidden ? 0 : 1;
      }
      put(box, !inside || !left);
      unfold(box, wanted.any, inside ? left : 0);
    }
    let people = 0;
    for (const one of totals) {
      put(one.row, !fits(one));
      people += one.row.hidden ? 0 : 1;
    }
    for (const box of all("details.totals")) unfold(box, wanted.words.length > 0, people);
    return people;
  }

  function tell() {
    if (!byId("count-sessions")) return;
    const numbers = { sessions: [counted.sessions, sessions], people: [counted.people, totals.length] };
    for (const [what, [shown, whole]] of Object.entries(numbers)) {
      const text = data.counts[what][language].replace("{shown}", shown).replace("{all}", whole);
      const place = byId(`count-${what}`);
      if (place.textContent !== text) place.textContent = text;
    }
  }

  if (byId("words")) {
    let waiting = 0;
    const soon = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(filter);
    };
    for (const id of ["words", "on", "at", "only-open"]) {
      if (byId(id)) byId(id).addEventListener("input", soon);
    }
    byId("clear").addEventListener("click", () => {
      byId("words").value = "";
      byId("on").value = "";
      if (byId("at")) byId("at").value = "";
      byId("only-open").checked = false;
      filter();
    });
  }
  tell();
})();
