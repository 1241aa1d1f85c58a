// Every text that can be seen and is too faint for WCAG 2.2 AA (1.4.3): 4.5 to 1, large text 3 to 1.
// Disabled controls are exempt there. Of a gradient, each of its colours must do.
const parse = (text) => [...text.matchAll(/(rgba?|color)\(([^)]*)\)/g)].map(([, kind, inside]) => {
  const numbers = inside.replace("srgb", "").split(/[\s,/]+/).filter(Boolean).map(Number);
  const scale = kind === "color" ? 255 : 1;
  return [numbers[0] * scale, numbers[1] * scale, numbers[2] * scale, numbers[3] ?? 1];
});
const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : Math.pow((value / 255 + 0.055) / 1.055, 2.4));
const luminance = (colour) => 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
const ratio = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

/** What may lie behind an element's text. */
function grounds(element) {
  if (!element) return [[255, 255, 255, 1]];
  const style = getComputedStyle(element);
  const colour = parse(style.backgroundColor)[0] ?? [0, 0, 0, 0];
  const stops = parse(style.backgroundImage);
  if (colour[3] === 1 && stops.length === 0) return [colour];
  const below = grounds(element.parentElement).map((ground) => over(colour, ground));
  return stops.length === 0 ? below : stops.flatMap((stop) => below.map((ground) => over(stop, ground)));
}

const faint = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  const text = walker.currentNode.textContent.trim();
  const box = element.getBoundingClientRect();
  const hidden = !text || box.width < 2 || box.height < 2 || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  if (hidden || element.closest(":disabled, script, noscript, option")) continue;
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  const wanted = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
  let opacity = 1;
  for (let e = element; e; e = e.parentElement) opacity *= Number(getComputedStyle(e).opacity);
  for (const ground of grounds(element)) {
    const colour = parse(style.color)[0];
    const seen = over([...colour.slice(0, 3), colour[3] * opacity], ground);
    const found = ratio(seen, ground);
    if (found < wanted) { faint.push(`${text.slice(0, 30)} (${element.tagName.toLowerCase()}.${element.className}): ${found.toFixed(2)}`); break; }
  }
}
return [...new Set(faint)];
