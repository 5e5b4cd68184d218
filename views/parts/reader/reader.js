// The plan's text with its places: paragraphs from plain data, written as text nodes only.
// A click on a highlighted word tells Python which place or system it names.

const KIND_CLASS = { place: "r-place", system: "r-system", restored: "r-restored" };

function words(paragraph, focus, onRef) {
  const fragment = document.createDocumentFragment();
  let at = 0;
  for (const [start, end, kind, ref, hint] of paragraph.spans) {
    fragment.append(paragraph.text.slice(at, start));
    const clickable = kind !== "restored";
    // A span, not a button element: a button would not wrap at the end of a line.
    const word = document.createElement("span");
    word.className = KIND_CLASS[kind] ?? "";
    word.textContent = paragraph.text.slice(start, end);
    if (hint) word.title = hint;
    if (clickable) {
      const answer = () => onRef(`${kind}:${ref}`);
      word.tabIndex = 0;
      word.setAttribute("role", "button");
      word.classList.add("r-link");
      if (`${kind}:${ref}` === focus) word.classList.add("r-focus");
      word.addEventListener("click", answer);
      word.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          answer();
        }
      });
    }
    fragment.append(word);
    at = end;
  }
  fragment.append(paragraph.text.slice(at));
  return fragment;
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  let root = parentElement.querySelector(".r-root");
  if (!root) {
    root = document.createElement("div");
    root.className = "r-root";
    root.lang = "zh-CN";
    root.tabIndex = 0;
    parentElement.append(root);
  }
  root.style.height = `${data.height}px`;
  const shown = JSON.stringify([data.id, data.focus]);
  if (root.dataset.shown === shown) return;
  const sameText = root.dataset.text === data.id;
  const scroll = root.scrollTop;
  root.dataset.shown = shown;
  root.dataset.text = data.id;
  root.replaceChildren();
  for (const paragraph of data.paragraphs) {
    const tag = { heading: "h2", box: "div", table: "pre" }[paragraph.kind] ?? "p";
    const block = document.createElement(tag);
    block.className = `r-${paragraph.kind}`;
    block.append(words(paragraph, data.focus, (ref) => setStateValue("ref", ref)));
    root.append(block);
  }
  const focused = root.querySelector(".r-focus");
  if (sameText) root.scrollTop = scroll;
  else if (focused) root.scrollTop = Math.max(0, focused.offsetTop - data.height / 3);
  else root.scrollTop = 0;
}
