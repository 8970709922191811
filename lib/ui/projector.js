// The hall's screen: keeps the last picture until a newer one has arrived whole, whatever happens to the server.
//
// The default export is called again on every data update without its cleanup being called, so everything that lives
// longer than a call stands in one object on the element.

const REOPEN = [700, 1500]; // ms until a closed line is opened again
const SILENCE = 32000; // three heartbeats of the server (lib/web/screens.py) without a word
const LOOK_IN = 4000; // ms between two notes about the size of this screen
const IDLE = 3000; // ms until the mouse pointer goes away
const NO_TICKET = 4401; // the server's word for a ticket that is over: a window left open since the day before
const RENEW = 5000; // ms between two requests for a new one
const LATE = 2000; // ms after which a key that found no line is lost (lib/web/screens.py)
const TWICE = 500; // ms within which a second press of the same key is the first one; steps have the server's rule
const SAID = 5000; // ms that a word about a lost key stays
const KEYS = {
  ArrowRight: "forward", ArrowDown: "forward", PageDown: "forward", " ": "forward", Enter: "forward", n: "forward",
  ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back", p: "back",
  b: "hide", B: "hide", ".": "hide",
};

const between = ([least, most]) => least + Math.random() * (most - least);
const clock = (seconds) => {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
};

class Screen {
  constructor(root) {
    this.hall = root.querySelector(".hall");
    this.stage = root.querySelector(".stage");
    this.timer = root.querySelector(".timer");
    this.note = root.querySelector(".note");
    this.seq = 0;
    this.heardAt = 0;
    this.until = null;
    this.onKey = (event) => this.key(event);
    this.onBack = () => this.lookAgain();
    this.onMove = () => this.pointer();
    window.addEventListener("keydown", this.onKey, true);
    window.addEventListener("online", this.onBack);
    window.addEventListener("focus", this.onBack);
    document.addEventListener("visibilitychange", this.onBack);
    window.addEventListener("mousemove", this.onMove);
    this.ticking = setInterval(() => this.tick(), 500);
    this.lookedIn = 0;
    this.wake();
  }

  update(data, renew) {
    this.data = data;
    this.renew = renew;
    document.documentElement.lang = data.lang;
    document.title = data.title;
    if (!this.socket) this.open();
  }

  open() {
    clearTimeout(this.reopening);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.data.path}`);
    this.socket = socket;
    this.heardAt = performance.now();
    socket.onopen = () => {
      socket.send(JSON.stringify({ ticket: this.data.ticket })); // never in the address, which logs hold
      this.lookIn();
    };
    socket.onmessage = (event) => this.hear(JSON.parse(event.data));
    socket.onclose = (event) => {
      if (event.code >= NO_TICKET && this.socket === socket) this.keys = false;
      this.lost(socket, event.code === NO_TICKET);
    };
  }

  lost(socket, refused = false) {
    if (this.socket !== socket) return;
    this.socket = null;
    if (refused) this.renew();
    clearTimeout(this.reopening);
    this.reopening = setTimeout(() => this.open(), refused ? RENEW : between(REOPEN));
  }

  hear(message) {
    this.heardAt = performance.now();
    this.seq = message.seq;
    this.beat = message.beat;
    this.keys = message.keys;
    this.beatAt = this.heardAt;
    this.heardOn = this.socket;
    if (message.lost || (this.pressed && !message.keys)) this.say();
    else if (this.pressed?.sentBy === this.socket || this.pressed?.seq !== message.seq) this.answered();
    else this.sendPressed();
    this.stage.style.setProperty("--scale", 1 - message.inset / 50);
    this.until = message.left === null ? null : performance.now() + message.left * 1000;
    if (message.html !== undefined && message.html !== this.shown) {
      this.hall.innerHTML = message.html;
      this.shown = message.html;
    }
    this.drawTimer();
  }

  key(event) {
    const press = KEYS[event.key];
    if (!this.keys || !press || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat || this.pressed || (press === "hide" && event.timeStamp - this.hidAt < TWICE)) return;
    if (press === "hide") this.hidAt = event.timeStamp;
    this.pressed = { press, seq: this.seq, at: performance.now() };
    this.losing = setTimeout(() => this.lose(), LATE);
    this.sendPressed();
  }

  // A key goes out on a line that speaks, once; from a dead one it waits for the next, and no longer than `LATE`. The
  // number of the entry that it was pressed at keeps it from being obeyed twice.
  sendPressed() {
    if (this.socket?.readyState !== WebSocket.OPEN || this.heardOn !== this.socket) return;
    this.pressed.sentBy = this.socket;
    const { press, seq, at } = this.pressed;
    this.socket.send(JSON.stringify({ press, seq, beat: this.beat, after: at - this.beatAt }));
  }

  answered() {
    clearTimeout(this.losing);
    this.pressed = null;
  }

  // No answer in time: the line is dead. What it may still carry is refused by the server, for it is late.
  lose() {
    this.pressed = null;
    this.say();
    if (this.socket) this.drop();
  }

  say() {
    this.answered();
    this.note.textContent = "Phím vừa bấm không đến được máy chủ: xin bấm lại.";
    clearTimeout(this.saying);
    this.saying = setTimeout(() => (this.note.textContent = ""), SAID);
  }

  lookIn() {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.lookedIn = performance.now();
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(innerWidth * ratio), Math.round(innerHeight * ratio)];
    this.socket.send(JSON.stringify({ width, height, name: this.data.name, at: Date.now() }));
  }

  lookAgain() {
    this.wake();
    if (!this.socket) this.open();
    else if (performance.now() - this.heardAt > SILENCE / 3) this.drop();
  }

  drop() {
    const silent = this.socket;
    this.lost(silent);
    silent.close();
  }

  tick() {
    if (this.socket && performance.now() - this.heardAt > SILENCE) this.drop();
    if (performance.now() - this.lookedIn > LOOK_IN) this.lookIn();
    this.drawTimer();
  }

  drawTimer() {
    const text = this.until === null ? "" : clock((this.until - performance.now()) / 1000);
    if (this.timer.textContent !== text) this.timer.textContent = text;
    this.timer.classList.toggle("over", text === "00:00");
  }

  pointer() {
    this.stage.style.cursor = "default";
    clearTimeout(this.idle);
    this.idle = setTimeout(() => (this.stage.style.cursor = "none"), IDLE);
  }

  wake() {
    if (document.visibilityState !== "visible") return;
    navigator.wakeLock?.request("screen").catch(() => {});
  }

  end() {
    window.removeEventListener("keydown", this.onKey, true);
    window.removeEventListener("online", this.onBack);
    window.removeEventListener("focus", this.onBack);
    document.removeEventListener("visibilitychange", this.onBack);
    window.removeEventListener("mousemove", this.onMove);
    for (const handle of [this.ticking, this.reopening, this.idle, this.losing, this.saying]) clearTimeout(handle);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}

export default function ({ parentElement, data, setTriggerValue }) {
  const element = parentElement;
  element.hallScreen ??= new Screen(element);
  element.hallScreen.update(data, () => setTriggerValue("renew", true));
  return () => {
    element.hallScreen?.end();
    element.hallScreen = null;
  };
}
