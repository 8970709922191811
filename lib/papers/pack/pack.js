// Plays the pack: the same keys as in the hall, M for the list of scenes, a tap on the right or left half.
const show = JSON.parse(document.getElementById("show").textContent);
const hall = document.getElementById("hall");
const menu = document.getElementById("menu");
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

function toggleMenu() {
  menu.replaceChildren(
    ...show.scenes.map((scene, number) => {
      const button = document.createElement("button");
      button.textContent = scene.name;
      button.onclick = () => go(number, 0);
      return button;
    }),
  );
  menu.classList.toggle("open");
}

const DO = { next, back, hide: () => { hidden = !hidden; draw(); }, menu: toggleMenu, first: () => go(0, 0) };

addEventListener("keydown", (event) => {
  const name = KEYS[event.key];
  if (!name || event.ctrlKey || event.altKey || event.metaKey) return;
  if (menu.classList.contains("open") && name !== "menu") return;
  event.preventDefault();
  if (!event.repeat) DO[name]();
});
hall.addEventListener("click", (event) => (event.clientX > innerWidth / 3 ? next() : back()));
const [scene, step] = location.hash.slice(1).split(".").map(Number);
if (show.scenes[scene]?.steps[step]) at = { scene, step };
draw();
