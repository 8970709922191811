// Makes a page follow the server: one websocket, one rerun per change, an age that ticks.
//
// The default export is called again on every data update without its cleanup being called, so everything that lives
// longer than a call stands in one object on the element, and a new call only hands it the new data.

const SPREAD = 1000; // a change reaches many screens at once; their reruns are spread over this many ms at most
const AGAIN = [5000, 60000]; // ms until a trigger is fired again, for one fired while Streamlit reconnects is lost; twice
// as long each time: a server that is late because it is busy must not begin anew with every page
const SILENCE = 65000; // three heartbeats of the server (lib/web/follow.py) without a word: the line is dead
const REOPEN = [1000, 3000]; // ms until a closed socket is opened again, at random between the two

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
    if (this.socket && this.opened !== data.path) this.change();
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
    this.opened = this.data.path;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.data.path}`);
    this.socket = socket;
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
    this.draw();
  }

  draw() {
    const { taken, ago } = this.data;
    const place = this.element.querySelector(".data-time");
    const words = (this.words ??= JSON.parse(place.dataset.words));
    const away = this.line === false;
    const known = ago !== null || typeof this.heard?.ago === "number";
    const seconds = known ? (performance.now() - this.since) / 1000 : 0;
    const state = seconds >= this.data.old ? "old" : seconds >= this.data.late ? "late" : "";
    const age = known ? `${words.checked} ${inWords(seconds, this.data.recent, words)}` : "";
    const parts = [[words[state], taken].filter(Boolean).join(state === "late" ? " " : " · "), age].filter(Boolean);
    const text = (away ? [`${words.sign} ${words.away}`, ...parts] : parts).join(" · ");
    if (place.textContent !== text) place.textContent = text;
    for (const name of ["late", "old"]) place.classList.toggle(name, state === name);
    place.classList.toggle("away", away);
  }

  end() {
    document.removeEventListener("visibilitychange", this.onVisibility);
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
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
