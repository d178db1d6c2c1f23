// Measures what can be tapped: called with {side, gap, within} in CSS px, answers sentences.
({ side, gap, within }) => {
  const TAPPABLE =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, " +
    "[role=button], [role=radio], [role=checkbox], [role=link], [role=tab], [role=switch]";
  const visible = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const inSentence = (element) =>
    element.matches("a") &&
    getComputedStyle(element).display === "inline" &&
    element.parentElement.textContent.trim() !== element.textContent.trim();
  // A radio or checkbox is tapped through its label.
  const tapped = (element) =>
    (element.matches("input[type=radio], input[type=checkbox]") && element.labels?.[0]) || element;
  const named = (element) =>
    `<${element.tagName.toLowerCase()}> ‘${(element.ariaLabel || element.textContent || element.name || "").trim().slice(0, 30)}’`;

  // What stays in sight covers what is scrolled under it.
  const fixed = [...document.querySelectorAll("body *")].filter((element) =>
    ["sticky", "fixed"].includes(getComputedStyle(element).position),
  );
  const uncovered = (element) => {
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    const box = { left, top, right, bottom, width, height };
    for (const over of fixed.filter((each) => !each.contains(element))) {
      const cover = over.getBoundingClientRect();
      const isUnder =
        cover.left < right && left < cover.right && cover.top < bottom && cover.bottom >= bottom;
      if (isUnder) box.bottom = Math.min(box.bottom, cover.top);
    }
    return box;
  };

  const boxes = [
    ...new Set([...document.querySelector(within).querySelectorAll(TAPPABLE)].map(tapped)),
  ]
    .filter((element) => visible(element) && !element.disabled && !inSentence(element))
    .map((element) => ({ name: named(element), element, box: uncovered(element) }))
    .filter(({ box }) => box.width > 0 && box.height > 0 && box.bottom > box.top);

  const small = boxes
    .filter(({ box }) => box.width < side - 0.5 || box.height < side - 0.5)
    .map(({ name, box }) => `${name}: ${Math.round(box.width)}×${Math.round(box.height)} px`);
  const close = [];
  boxes.forEach((one, index) => {
    for (const other of boxes.slice(index + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const apartX = Math.max(other.box.left - one.box.right, one.box.left - other.box.right, 0);
      const apartY = Math.max(other.box.top - one.box.bottom, one.box.top - other.box.bottom, 0);
      const apart = Math.hypot(apartX, apartY);
      if (apart < gap - 0.5) close.push(`${one.name} — ${other.name}: ${Math.round(apart)} px`);
    }
  });
  return [...small, ...close];
};
