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

// A second press while the first travels must not decide over the next note.
document.querySelector(".sort-form")?.addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
window.addEventListener("pageshow", () => {
  sent = false;
});
