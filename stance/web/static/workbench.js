"use strict";
// The answer appears in place. Without scripts the form sends the page to itself.
const ask = document.getElementById("ask");
const answer = document.getElementById("answer");
const button = ask.querySelector("button");

async function read(event) {
  event.preventDefault();
  const content = new FormData(ask);
  button.disabled = true;
  answer.setAttribute("aria-busy", "true");
  answer.textContent = "Reading …";
  try {
    const response = await fetch("/", { method: "POST", body: content });
    const text = await response.text();
    if (response.headers.get("content-type").startsWith("text/html")) {
      const page = new DOMParser().parseFromString(text, "text/html");
      answer.replaceChildren(...page.getElementById("answer").childNodes);
    } else {
      fault(JSON.parse(text).detail);
    }
  } catch {
    fault("The server does not answer: is it still running?");
  }
  answer.removeAttribute("aria-busy");
  button.disabled = false;
  answer.focus();
}

function fault(words) {
  const line = document.createElement("p");
  line.className = "fault";
  line.setAttribute("role", "alert");
  line.textContent = words;
  answer.replaceChildren(line);
}

ask.addEventListener("submit", read);
