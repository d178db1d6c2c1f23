// What was typed on a complaint's page and not sent stays with this tab: through a log-in that ran
// out, a template that was looked at, another door that was sent first. Only for who typed it.
const PLACE = "typed";
const page = document.querySelector("[data-here]");
const owner = `${page?.dataset.user} ${page?.dataset.here}`;
const areas = page ? [...page.querySelectorAll('form[method="post"] textarea')] : [];

function kept() {
  try {
    const read = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
    if (read?.owner === owner) return read;
  } catch {
    // Nothing can be read: nothing was kept.
  }
  return { owner, texts: {}, sent: "" };
}

function keep(state) {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(state));
  } catch {
    // Without storage the page is as it was before this module.
  }
}

function doorOf(area) {
  return new URL(area.form.action).pathname;
}

function nameOf(area) {
  return `${doorOf(area)} ${area.name}`;
}

function remember(area) {
  const state = kept();
  if (area.value.trim()) state.texts[nameOf(area)] = area.value;
  else delete state.texts[nameOf(area)];
  keep(state);
}

function tell(area, words, ...more) {
  const line = document.createElement("p");
  line.className = "banner banner-soon";
  line.setAttribute("role", "status");
  line.append(words, ...more);
  area.before(line);
  const box = area.closest("details");
  if (box) box.open = true;
  return line;
}

/** Bring back what was not sent, or offer it where other words stand. */
function bringBack(area, text) {
  if (!area.value.trim()) {
    area.value = text;
    tell(area, "적으시던 글을 되살렸습니다. 아직 보내지 않았습니다.");
    return;
  }
  const back = document.createElement("button");
  back.type = "button";
  back.className = "action small quiet";
  back.textContent = "적던 글 되살리기";
  const line = tell(area, "아직 보내지 않은 글이 있습니다. ", back);
  back.addEventListener("click", () => {
    area.value = text;
    area.focus();
    line.remove();
  });
}

const state = kept();
if (state.sent && document.querySelector(".messagelist .success"))
  for (const name of Object.keys(state.texts))
    if (name.startsWith(`${state.sent} `)) delete state.texts[name];
state.sent = "";
if (page) keep(state);
for (const area of areas) {
  const text = state.texts[nameOf(area)];
  if (text && text !== area.value) bringBack(area, text);
  area.addEventListener("input", () => remember(area));
  area.form.addEventListener("submit", () => keep({ ...kept(), sent: doorOf(area) }));
}
