// Small pieces of page: everything is made as elements, never as markup out of text.

/** An element: el("button", {class: "pad", onclick: f, "aria-label": "Kick"}, "Kick", child, ...). */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("aria-")) { element.setAttribute(name, value); continue; } // "true" and "false" are words there
    if (value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function replace(parent, ...children) {
  parent.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
}

let noticeTimer = 0;

/** Says something at the foot of the page, also to a screen reader. */
export function notice(text, problem = false) {
  const output = document.getElementById("notice");
  output.textContent = text;
  output.classList.toggle("problem", problem);
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => (output.textContent = ""), problem ? 12000 : 5000);
}

/**
 * A slider with its name and its value in words.
 * @param {{label: string, value: number, min?: number, max?: number, step?: number, class?: string,
 *   says?: (value: number) => string, oninput?: (value: number) => void, onchange?: () => void}} options
 */
export function slider(options) {
  const says = options.says ?? ((value) => Math.round(value * 100) + " %");
  const output = el("output", {}, says(options.value));
  const input = el("input", {
    type: "range", min: options.min ?? 0, max: options.max ?? 1, step: options.step ?? 0.01,
    "aria-label": options.label, "aria-valuetext": says(options.value),
  });
  input.value = options.value;
  const show = () => {
    const value = Number(input.value);
    output.textContent = says(value);
    input.setAttribute("aria-valuetext", says(value));
    const share = (value - Number(input.min)) / (Number(input.max) - Number(input.min));
    input.style.setProperty("--share", share);
  };
  input.addEventListener("input", () => { show(); options.oninput?.(Number(input.value)); });
  input.addEventListener("change", () => options.onchange?.());
  show();
  const row = el("label", { class: "slider " + (options.class ?? "") }, el("span", { class: "slider-name" }, options.label), input, output);
  row.set = (value) => { input.value = value; show(); };
  row.input = input;
  return row;
}

/** A row of tabs; each entry is [name, function that makes the panel]. */
export function tabs(label, entries, chosen = 0) {
  const panel = el("div", { class: "tab-panel", role: "tabpanel", tabIndex: 0 });
  const buttons = entries.map(([name], i) =>
    el("button", { type: "button", role: "tab", onclick: () => choose(i), onkeydown: (event) => move(event, i) }, name));
  function choose(index) {
    buttons.forEach((button, i) => {
      button.setAttribute("aria-selected", i === index);
      button.tabIndex = i === index ? 0 : -1;
    });
    panel.setAttribute("aria-label", entries[index][0]);
    replace(panel, entries[index][1]());
    element.chosen = index;
  }
  function move(event, index) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (index + step + entries.length) % entries.length;
    choose(next);
    buttons[next].focus();
  }
  const element = el("div", { class: "tabs" }, el("div", { class: "tab-row", role: "tablist", "aria-label": label }, ...buttons), panel);
  element.refresh = () => choose(element.chosen);
  choose(chosen);
  return element;
}

export function wait(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** Calls `work` once things have been quiet for a while. */
export function debounced(work, milliseconds) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), milliseconds);
  };
}
