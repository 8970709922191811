// Plays the pack: the same keys as in the hall, M or the round button for the list of scenes and of the pages to read, a
// tap on the right or left half.
const show = JSON.parse(document.getElementById("show").textContent);
const hall = document.getElementById("hall");
const menu = document.getElementById("menu");
const reading = document.getElementById("read");
const KEYS = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next", n: "next",
  ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back", p: "back",
  b: "hide", B: "hide", ".": "hide", m: "menu", M: "menu", Escape: "menu", Home: "first",
};
let at = { scene: 0, step: 0 };
let hidden = false;
let timer = null;

function draw() {
  clearTimeout(timer);
  const step = show.scenes[at.scene].steps[at.step];
  hall.innerHTML = hidden ? '<section class="pic blank"></section>' : step.html;
  location.replace(`#${at.scene}.${at.step}`);
  if (!hidden && step.seconds !== null) timer = setTimeout(next, step.seconds * 1000);
}

function next() {
  if (hidden) hidden = false;
  else if (at.step + 1 < show.scenes[at.scene].steps.length) at = { ...at, step: at.step + 1 };
  else if (at.scene + 1 < show.day) at = { scene: at.scene + 1, step: 0 };
  draw();
}

function back() {
  const steps = show.scenes[at.scene].steps;
  for (let step = at.step - 1; step >= 0; step -= 1) {
    if (steps[step].seconds === null) return go(at.scene, step);
  }
  if (at.scene > 0 && at.scene < show.day) go(at.scene - 1, show.scenes[at.scene - 1].steps.length - 1);
}

function go(scene, step) {
  at = { scene, step };
  hidden = false;
  menu.classList.remove("open");
  draw();
}

function read(html) {
  reading.innerHTML = html;
  reading.classList.add("open");
  reading.scrollTo(0, 0);
  reading.focus();
}

function button(name, act) {
  const made = document.createElement("button");
  made.textContent = name;
  made.onclick = act;
  return made;
}

function toggleMenu() {
  if (reading.classList.contains("open")) return reading.classList.remove("open");
  menu.replaceChildren(
    ...show.scenes.map((scene, number) => button(scene.name, () => go(number, 0))),
    ...show.pages.map((page) => button(`Đọc: ${page.name}`, () => read(page.html))),
  );
  menu.classList.toggle("open");
}

const DO = { next, back, hide: () => { hidden = !hidden; draw(); }, menu: toggleMenu, first: () => go(0, 0) };

addEventListener("keydown", (event) => {
  const name = KEYS[event.key];
  if (!name || event.ctrlKey || event.altKey || event.metaKey) return;
  if (document.querySelector("#menu.open, #read.open") && name !== "menu") return;
  event.preventDefault();
  if (!event.repeat) DO[name]();
});
document.getElementById("list").onclick = toggleMenu;
hall.addEventListener("click", (event) => (event.clientX > innerWidth / 3 ? next() : back()));
const [scene, step] = location.hash.slice(1).split(".").map(Number);
if (show.scenes[scene]?.steps[step]) at = { scene, step };
draw();
