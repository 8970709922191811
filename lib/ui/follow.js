// Makes a page follow the server: one websocket, one rerun per change, an age that ticks.
//
// The default export is called again on every data update without its cleanup being called, so everything that lives
// longer than a call stands in one object on the element, and a new call only hands it the new data.

const SPREAD = 1000; // a change reaches many screens at once; their reruns are spread over this many ms at most
const AGAIN = [5000, 60000]; // ms until a trigger is fired again, for one fired while Streamlit reconnects is lost; twice
// as long each time: a server that is late because it is busy must not begin anew with every page
const SILENCE = 65000; // three heartbeats of the server (lib/web/follow.py) without a word: the line is dead
const REOPEN = [1000, 3000]; // ms until a closed socket is opened again, at random between the two

const MARKED = 60000; // ms for which a row that moved says from where
const MOST_TOLD = 5; // units that are read aloud after a change

const between = ([least, most]) => least + Math.random() * (most - least);

function inWords(seconds, recent, words) {
  if (seconds < recent) return words.now;
  const [length, unit] = words.units.find(([least]) => seconds >= least) ?? words.units.at(-1);
  return words.ago.replace("{n}", Math.floor(seconds / length)).replace("{unit}", unit);
}

// What Streamlit calls its own parts for those who hear the page; no setting translates it.
const NAMES = {
  '[aria-label="Sidebar"]': "Thanh bên",
  '[aria-label="App pages"]': "Các trang",
  '[aria-label="Collapse sidebar"]': "Thu gọn thanh bên",
  '[aria-label="Expand sidebar"]': "Mở thanh bên",
  '[aria-label="Open"]': "Mở danh sách",
  '[aria-label="Clear value"]': "Xóa lựa chọn",
};
const SKIP = "Đến nội dung chính";

function speakVietnamese() {
  for (const [part, name] of Object.entries(NAMES)) {
    for (const found of document.querySelectorAll(part)) found.setAttribute("aria-label", name);
  }
  for (const icon of document.querySelectorAll('[aria-label$=" icon"]')) {
    icon.removeAttribute("aria-label");
    icon.setAttribute("aria-hidden", "true");
  }
  const skip = document.querySelector('a[href="#stMain"]')?.firstChild;
  if (skip && skip.data !== SKIP) skip.data = SKIP;
}

// Marks the page of the bar that is shown, for those who hear it and for the style sheet.
function markCurrentPage() {
  const here = location.pathname.replace(/\/$/, "");
  for (const link of document.querySelectorAll(".st-key-phone_bar a")) {
    const there = new URL(link.getAttribute("href") || ".", location.href).pathname.replace(/\/$/, "");
    if (there === here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// What a page forgets when its rows are drawn again: which details stand open, and which rank each unit had.
class Rows {
  constructor(words) {
    this.words = words;
    this.open = new Set();
    this.ranks = new Map();
    this.moved = new Map(); // unit -> [its words, until when they stand]
    this.onToggle = (event) => this.remember(event.target);
    document.addEventListener("toggle", this.onToggle, true);
    this.onClick = (event) => this.intend(event.target.closest?.("summary")?.parentElement);
    document.addEventListener("click", this.onClick, true);
    this.observer = new MutationObserver(() => this.drawn());
    this.observer.observe(document.body, { childList: true, subtree: true });
    this.drawn();
  }

  // A toggle is told only after the click, and a page may be drawn again in between: what was meant counts at once.
  intend(details) {
    const key = details?.dataset?.key;
    if (!key) return;
    if (details.open) this.open.delete(key);
    else this.open.add(key);
  }

  remember(details) {
    const key = details.dataset?.key;
    if (!key || !details.isConnected) return;
    if (details.open) this.open.add(key);
    else this.open.delete(key);
  }

  drawn() {
    for (const details of document.querySelectorAll("details[data-key]:not([open])")) {
      if (this.open.has(details.dataset.key) && !details.dataset.seen) details.open = true;
      details.dataset.seen = "1";
    }
    const rows = [...document.querySelectorAll("[data-ranking] tr[data-unit]")];
    if (rows.length) this.compare(rows);
    for (const row of rows) this.mark(row);
  }

  compare(rows) {
    const past = Boolean(document.querySelector(".st-key-past"));
    if (past !== this.past) for (const known of [this.ranks, this.moved]) known.clear();
    this.past = past;
    const told = [];
    for (const row of rows) {
      const { unit, rank } = row.dataset;
      const [now, before] = [Number(rank), Number(this.ranks.get(unit) ?? rank)];
      this.ranks.set(unit, rank);
      if (!(now > 0 && before > 0) || now === before) continue;
      const up = now < before;
      this.moved.set(unit, [`${up ? "▲" : "▼"} ${this.words.from} ${before}`, performance.now() + MARKED]);
      const name = row.querySelector("th")?.firstChild?.textContent ?? "";
      told.push(`${name} ${this.words.from} ${before} ${up ? this.words.up : this.words.down} ${now}`);
    }
    if (told.length) this.announce(told);
  }

  announce(told) {
    const place = document.querySelector("[data-live]") ?? document.body.appendChild(document.createElement("div"));
    Object.assign(place, { className: "heard-live" }).setAttribute("aria-live", "polite");
    place.dataset.live = "";
    place.textContent = `${this.words.changed}: ${told.slice(0, MOST_TOLD).join("; ")}.`;
  }

  mark(row) {
    const [words, until] = this.moved.get(row.dataset.unit) ?? [];
    const old = row.querySelector(".moved");
    if (words && performance.now() < until) {
      if (old?.textContent === words) return;
      old?.remove();
      const sign = row.querySelector("th").appendChild(document.createElement("span"));
      sign.className = "moved";
      sign.textContent = words;
    } else old?.remove();
  }

  tick() {
    for (const row of document.querySelectorAll("[data-ranking] tr[data-unit]")) this.mark(row);
  }

  end() {
    this.observer.disconnect();
    document.removeEventListener("toggle", this.onToggle, true);
    document.removeEventListener("click", this.onClick, true);
  }
}

class Follower {
  constructor(element) {
    this.element = element;
    this.heard = null; // the last message of the server
    this.socket = null;
    this.line = null; // is the line to the server alive? null: not yet known
    this.fired = 0; // how often a rerun was asked for since the page was up to date
    this.asked = null; // what the last rerun was asked for
    this.timers = {};
    this.onVisibility = () => this.lookAgain();
    document.addEventListener("visibilitychange", this.onVisibility);
    this.timers.tick = setInterval(() => this.tick(), 1000);
  }

  update(data, fire) {
    this.data = data;
    this.fire = fire;
    this.since = performance.now() - (data.ago ?? 0) * 1000;
    if (this.upToDate() || this.asked === `${data.boot} ${data.mark}`) this.beginAnew();
    document.documentElement.lang = "vi";
    speakVietnamese();
    markCurrentPage();
    this.rows ??= new Rows(this.wordsOf().moved);
    if (this.socket && this.shown !== data.ticket) this.change();
    if (!this.socket) this.open();
    this.follow();
    this.draw();
  }

  // What was asked for is there; what changes from now on does not wait for the next try.
  beginAnew() {
    this.fired = 0;
    clearTimeout(this.timers.rerun);
    this.timers.rerun = null;
  }

  // Another page follows something else.
  change() {
    const old = this.socket;
    this.socket = null;
    this.heard = null;
    old.close();
  }

  open() {
    clearTimeout(this.timers.reopen);
    if (document.hidden) return;
    this.shown = this.data.ticket;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.data.path}`);
    this.socket = socket;
    socket.onopen = () => socket.send(this.shown); // never in the address, which logs hold
    socket.onmessage = (event) => this.socket === socket && this.hear(JSON.parse(event.data));
    socket.onclose = () => this.lost(socket);
  }

  hear(message) {
    this.heard = message;
    this.heardAt = performance.now();
    this.line = true;
    if (message.ago !== null) this.since = performance.now() - message.ago * 1000;
    this.follow();
    this.draw();
  }

  lost(socket) {
    if (this.socket !== socket) return;
    this.socket = null;
    this.line = false;
    this.draw();
    clearTimeout(this.timers.reopen);
    this.timers.reopen = setTimeout(() => this.open(), between(REOPEN));
  }

  upToDate() {
    return !this.heard || (this.heard.boot === this.data.boot && this.heard.mark === this.data.mark);
  }

  follow() {
    if (this.upToDate() || document.hidden || this.timers.rerun) return;
    const wait = this.fired && Math.min(AGAIN[0] * 2 ** (this.fired - 1), AGAIN[1]);
    this.timers.rerun = setTimeout(() => {
      this.timers.rerun = null;
      if (this.upToDate() || document.hidden) return;
      this.fired += 1;
      this.asked = `${this.heard.boot} ${this.heard.mark}`;
      this.fire("changed", `${this.asked} ${Math.round(performance.now())}`);
      this.follow();
    }, wait + Math.random() * (this.heard.spread ?? SPREAD));
  }

  lookAgain() {
    if (document.hidden) return;
    if (!this.socket) this.open();
    this.follow();
    this.draw();
  }

  tick() {
    if (document.hidden) return;
    if (this.socket && this.line && performance.now() - this.heardAt > SILENCE) {
      const silent = this.socket;
      this.lost(silent);
      silent.close();
    }
    speakVietnamese();
    markCurrentPage();
    this.rows?.tick();
    this.draw();
  }

  wordsOf() {
    return (this.words ??= JSON.parse(this.element.querySelector(".data-time").dataset.words));
  }

  draw() {
    const { taken, ago, past } = this.data;
    const place = this.element.querySelector(".data-time");
    const words = this.wordsOf();
    const away = this.line === false;
    const known = ago !== null || typeof this.heard?.ago === "number";
    const seconds = known ? (performance.now() - this.since) / 1000 : 0;
    const state = past ? "" : seconds >= this.data.old ? "old" : seconds >= this.data.late ? "late" : "";
    const age = known && !past ? `${words.checked} ${inWords(seconds, this.data.recent, words)}` : "";
    const parts = [[words[state], taken].filter(Boolean).join(state === "late" ? " " : " · "), age].filter(Boolean);
    const text = (away ? [`${words.sign} ${words.away}`, ...parts] : parts).join(" · ");
    if (place.textContent !== text) place.textContent = text;
    for (const name of ["late", "old"]) place.classList.toggle(name, state === name);
    place.classList.toggle("away", away);
  }

  end() {
    document.removeEventListener("visibilitychange", this.onVisibility);
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    this.rows?.end();
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}

export default function ({ parentElement, data, setTriggerValue }) {
  const element = parentElement;
  element.follower ??= new Follower(element);
  element.follower.update(data, setTriggerValue);
  return () => {
    element.follower?.end();
    element.follower = null;
  };
}
