// One key each: a digit presses its button. Without this module every button still works.
const buttons = new Map(
  [...document.querySelectorAll("button[data-key]")].map((button) => [button.dataset.key, button]),
);
let sent = false;

function isTyping(target) {
  return target.matches("input:not([type=checkbox]), textarea, select");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.key === "Escape") document.activeElement?.blur();
  if (isTyping(event.target)) return;
  const button = buttons.get(event.key.toLowerCase());
  if (!button || button.disabled) return;
  event.preventDefault();
  const needed = button.dataset.needs && document.getElementById(button.dataset.needs);
  if (needed && !needed.value.trim()) {
    needed.focus();
    return;
  }
  button.click();
});

// The rule of another category is shown, and marked on its button, as soon as it is chosen.
const category = document.querySelector("#sort-category");
const office = document.querySelector("#sort-office");

function showRule() {
  let moves = "";
  let route = "";
  for (const rule of document.querySelectorAll("[data-rule]")) {
    rule.hidden = rule.dataset.rule !== category.value;
    if (rule.hidden) continue;
    moves = rule.dataset.moves;
    route = rule.dataset.route;
  }
  for (const mark of document.querySelectorAll("[data-mark]")) {
    const marked = mark.dataset.mark === (moves ? "transfer" : route);
    mark.textContent = marked ? " · 규칙" : "";
  }
  office.value = moves || office.dataset.usual;
}

category?.addEventListener("change", showRule);

// A second press while the first travels must not decide over the next note.
document.querySelector(".sort-form")?.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
// A page that the browser's way back brings as it was left is of a complaint that is decided.
window.addEventListener("pageshow", (event) => {
  sent = false;
  if (event.persisted) location.reload();
});
