"use strict";
// One passage: the labels under way are `labels`; a decision is sent and the next page loaded.
// Offsets count code points, as the server counts them: they come with the words.
const text = document.getElementById("text");
const list = document.getElementById("actors");
const pieces = text ? [...text.querySelectorAll("[data-start]")].map((node) => ({
  node, start: Number(node.dataset.start), end: Number(node.dataset.end) })) : [];
const words = pieces.filter(({ node }) => node.classList.contains("word"));
const points = text ? [...text.dataset.text] : [];
const VERBS = { support: "supports", reject: "rejects", condition: "conditions", none: "none" };
const STANCES = Object.keys(VERBS);
let labels = { actors: text ? JSON.parse(text.dataset.actors) : [], chosen: 0 };
const earlier = [];
let cursor = 0;
let anchor = 0;
let sending = false;

const said = ([start, end]) => points.slice(start, end).join("");
const chosen = () => labels.actors[labels.chosen];
const covers = (span, piece) => span && span[0] < piece.end && piece.start < span[1];
const same = (one, other) => one[0] === other[0] && one[1] === other[1];

function selection() {
  const [first, last] = [Math.min(anchor, cursor), Math.max(anchor, cursor)];
  return [words[first].start, words[last].end];
}

function used() {
  const span = selection();
  anchor = cursor;
  return span;
}

// Labels

function change(actors, choice, news) {
  earlier.push(labels);
  labels = { actors, chosen: Math.max(0, Math.min(choice, actors.length - 1)) };
  fault("");
  show();
  say(news);
}

function relabel(changes, news) {
  if (!chosen()) {
    fault("No actor is chosen: select a name and press n.");
    return;
  }
  change(labels.actors.map((actor, i) => (i === labels.chosen ? { ...actor, ...changes } : actor)),
    labels.chosen, `${said(changes.mention || chosen().mention)}: ${news}`);
}

function setStance(stance) {
  const changes = { stance };
  if (stance === "none") changes.evidence = null;
  if (stance === "none" || stance === "support") changes.condition = null;
  relabel(changes, VERBS[stance]);
}

function add() {
  const mention = used();
  if (labels.actors.some((actor) => same(actor.mention, mention))) {
    fault("These words are an actor already.");
    return;
  }
  const actor = { mention, stance: "none", evidence: null, condition: null, probabilities: null };
  change([...labels.actors, actor], labels.actors.length, `new actor ${said(mention)}`);
}

function remove() {
  if (!chosen()) return;
  const gone = said(chosen().mention);
  change(labels.actors.filter((_, i) => i !== labels.chosen), labels.chosen, `${gone} removed`);
}

function choose(number) {
  if (!labels.actors.length) return;
  labels = { ...labels, chosen: (number + labels.actors.length) % labels.actors.length };
  const { mention, stance, evidence } = chosen();
  cursor = anchor = words.findIndex((word) => covers(evidence || mention, word));
  show();
  say(`${said(mention)}: ${VERBS[stance]}`);
}

// Words

function move(to, selecting) {
  if (!words.length) return;
  cursor = Math.max(0, Math.min(to, words.length - 1));
  if (!selecting) anchor = cursor;
  show();
  say(said(selection()));
}

function pick() {
  const picked = document.getSelection();
  if (picked.isCollapsed || !picked.rangeCount) return;
  const range = picked.getRangeAt(0);
  const inside = words.filter(({ node }) => {
    const own = document.createRange();
    own.selectNodeContents(node);
    return range.compareBoundaryPoints(Range.START_TO_END, own) > 0
      && range.compareBoundaryPoints(Range.END_TO_START, own) < 0;
  });
  if (!inside.length) return;
  picked.removeAllRanges();
  anchor = words.indexOf(inside[0]);
  move(words.indexOf(inside.at(-1)), true);
}

// What is shown

function show() {
  const chosenWords = words.length ? selection() : null;
  const selecting = anchor !== cursor;
  for (const piece of pieces) {
    const classes = piece.node.classList;
    const isWord = classes.contains("word");
    piece.node.className = [isWord && "word", ...marks(piece),
      selecting && covers(chosenWords, piece) && "selected",
      piece === words[cursor] && "cursor"].filter(Boolean).join(" ");
  }
  list?.replaceChildren(...labels.actors.map(card));
  const nobody = document.getElementById("nobody");
  if (nobody) nobody.hidden = labels.actors.length > 0;
  words[cursor]?.node.scrollIntoView({ block: "nearest" });
  list?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

function marks(piece) {
  const found = [];
  const order = [...labels.actors].sort((a, b) => (a === chosen()) - (b === chosen()));
  for (const actor of order) {
    const own = actor === chosen();
    if (covers(actor.evidence, piece)) {
      found.splice(0, found.length, ...found.filter((c) => c === "mention" || c === "demand"),
        "evidence", actor.stance, own ? "" : "other");
    }
    if (covers(actor.condition, piece)) found.push("demand");
    if (covers(actor.mention, piece)) found.push("mention", own ? "own" : "");
    if (own && actor.mention[0] === piece.start) found.push("opens");
    if (own && actor.mention[1] === piece.end) found.push("closes");
  }
  return found;
}

function card(actor, number) {
  const made = document.getElementById("card").content.cloneNode(true).firstElementChild;
  const name = said(actor.mention);
  made.dataset.actor = number;
  if (number === labels.chosen) made.setAttribute("aria-current", "true");
  made.querySelector(".name").append(quoted(name));
  for (const badge of made.querySelectorAll("[data-of]")) {
    badge.hidden = badge.dataset.of !== actor.stance;
  }
  made.querySelector(".stances").setAttribute("aria-label", `Stance of ${name}`);
  for (const button of made.querySelectorAll("[data-stance]")) {
    button.setAttribute("aria-pressed", String(button.dataset.stance === actor.stance));
  }
  made.querySelector(".remove").setAttribute("aria-label", `remove ${name}`);
  made.querySelector(".said").replaceChildren(...statement(actor));
  made.querySelector(".model").textContent = view(actor.probabilities);
  return made;
}

function statement({ stance, evidence, condition }) {
  const parts = [];
  if (evidence) parts.push("“", quoted(said(evidence)), "”");
  else if (stance !== "none") parts.push(lacking("no evidence yet"));
  if (condition) parts.push(document.createElement("br"), "if: ", quoted(said(condition), "demand"));
  else if (stance === "condition") parts.push(document.createElement("br"), lacking("no condition yet"));
  return parts;
}

function quoted(content, kind = "") {
  const made = document.createElement("bdi");
  made.className = kind;
  // What a browser would obey instead of showing is spelt out.
  made.textContent = content.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, " ");
  return made;
}

function lacking(what) {
  const made = document.createElement("span");
  made.className = "lacks";
  made.textContent = what;
  return made;
}

function view(probabilities) {
  if (!probabilities) return "";
  const likely = Object.entries(probabilities).sort((a, b) => b[1] - a[1])
    .filter(([, share], i) => i === 0 || share >= 0.05).slice(0, 3);
  return "model: " + likely.map(([l, share]) => `${VERBS[l]} ${Math.round(100 * share)} %`).join(", ");
}

function say(news) {
  document.getElementById("say").textContent = news;
}

function fault(reasons) {
  const lines = (reasons ? reasons.split("\n") : []).map((reason) => {
    const line = document.createElement("p");
    line.className = "fault";
    line.textContent = reason;
    return line;
  });
  document.getElementById("fault").replaceChildren(...lines);
}

// Decisions

async function send(kind, content) {
  if (sending) return;
  sending = true;
  try {
    const response = await fetch(`/${kind}`, { method: "POST", body: JSON.stringify(content),
      headers: { "Content-Type": "application/json" } });
    if (response.ok) {
      location.reload();
      return; // and stay deaf until the next passage is there
    }
    const { detail } = await response.json();
    fault(typeof detail === "string" ? detail : detail.map(({ msg }) => msg).join("\n"));
  } catch {
    fault("The desk does not answer: is it still running? What was decided before is safe.");
  }
  sending = false;
}

const decided = () => ({ passage: text.dataset.passage });

function accept() {
  const actors = labels.actors.map(({ mention, stance, evidence, condition }) =>
    ({ mention, stance, evidence, condition }));
  return send("accept", { ...decided(), actors });
}

function undo() {
  if (!earlier.length) return send("undo", {});
  labels = earlier.pop();
  fault("");
  show();
  return say("undone");
}

// Keys and buttons

const onPassage = {
  accept, skip: () => send("skip", decided()), name: () => relabel({ mention: used() }, "name"),
  add, remove, evidence: () => relabel({ evidence: used() }, "evidence set"),
  condition: () => relabel({ condition: used() }, "condition set"),
  noEvidence: () => relabel({ evidence: null }, "no evidence"),
  noCondition: () => relabel({ condition: null }, "no condition"),
  left: (event) => move(cursor - 1, event.shiftKey), right: (event) => move(cursor + 1, event.shiftKey),
  home: (event) => move(0, event.shiftKey), end: (event) => move(words.length, event.shiftKey),
  up: () => choose(labels.chosen - 1), down: () => choose(labels.chosen + 1),
  stance: (event, button) => setStance(button ? button.dataset.stance : STANCES[event.key - 1]),
  choose: () => choose(labels.chosen),
};
const always = {
  undo,
  codebook: () => document.getElementById("codebook").showModal(),
  keys: () => document.getElementById("keys").showModal(),
};
const KEYS = { Enter: "accept", s: "skip", u: "undo", a: "name", n: "add", e: "evidence",
  c: "condition", E: "noEvidence", C: "noCondition", Delete: "remove", Backspace: "remove",
  ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", Home: "home",
  End: "end", 1: "stance", 2: "stance", 3: "stance", 4: "stance", k: "codebook", "?": "keys" };

function act(name, event, button) {
  const action = always[name] || (text && words.length && onPassage[name]);
  if (!action || sending) return;
  event.preventDefault();
  action(event, button);
}

document.addEventListener("keydown", (event) => {
  const busy = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (busy || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && (event.repeat || event.target.closest("button"))) return;
  act(KEYS[event.key], event);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  const owner = button.closest("[data-actor]");
  if (owner) labels = { ...labels, chosen: Number(owner.dataset.actor) };
  act(button.dataset.do, event, button);
  // The cards are new: a keyboard's user stays where she was, a mouse's goes back to the text.
  if (event.detail) text?.focus({ preventScroll: true });
  else if (owner) refocus(button, owner.dataset.actor);
});

function refocus({ dataset }, number) {
  const own = list.querySelector(`[data-actor="${number}"]`) || list.lastElementChild;
  const stance = dataset.stance ? `[data-stance="${dataset.stance}"]` : "";
  (own?.querySelector(`[data-do="${dataset.do}"]${stance}`) || text).focus();
}

text?.addEventListener("mouseup", (event) => {
  const word = event.target.closest(".word");
  if (!document.getSelection().isCollapsed) pick();
  else if (word) move(words.findIndex(({ node }) => node === word), event.shiftKey);
});

if (text) {
  if (words.length && chosen()) {
    cursor = anchor = Math.max(0, words.findIndex((word) => covers(chosen().evidence || chosen().mention, word)));
  }
  show();
  text.focus({ preventScroll: true });
}
