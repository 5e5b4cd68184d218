// Brings the modules, styles and geometry of the map together, all of them in parallel.
//
// The version in this file's own address is handed on to every other file.

const version = new URL(import.meta.url).search;
const OWN = ["geometry", "sheet", "areas", "labels", "legend", "furniture", "canvas", "camera", "detail",
  "painter", "touch", "keyboard", "paper", "presentation", "atlas_map"];

const bring = (path, root) => import(new URL(`${path}${version}`, root).href);

async function bringText(path, root) {
  const answer = await fetch(new URL(`${path}${version}`, root).href);
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
  return answer.text();
}

function styleSheet(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

// In the packed file the modules and styles are already here.
let [provided, providedStyles] = [];

function provide(parts, styles) {
  [provided, providedStyles] = [parts, styles];
}

async function bringOwn(root) {
  if (provided) return [provided, providedStyles];
  const styles = ["vendor/leaflet/leaflet.css", "map/atlas_map.css", "map/atlas_devices.css"];
  const [modules, texts] = await Promise.all([
    Promise.all(OWN.map((name) => bring(`map/${name}.js`, root))),
    Promise.all(styles.map((path) => bringText(path, root))),
  ]);
  return [Object.assign({}, ...modules), texts];
}

let bringing;

async function bringAll(root) {
  const [, topojson, [own, styles]] = await Promise.all([
    // The minified script is a third of the ES module; imported, it leaves `globalThis.leaflet`.
    bring("vendor/leaflet/leaflet.js", root),
    bring("vendor/topojson-client/topojson-client.mjs", root),
    bringOwn(root),
  ]);
  return { L: globalThis.leaflet, topojson, styles: styles.map(styleSheet), ...own };
}

const decoded = new Map();

/** The decoded geometry at `url`, made once by `make`. */
function decode(url, make) {
  if (!decoded.has(url)) {
    const made = make();
    made.catch(() => decoded.delete(url));
    decoded.set(url, made);
  }
  return decoded.get(url);
}

function bringGeometry({ geometry: { gansu, context, rivers }, rivers: wet }, root) {
  const json = (path) => fetch(new URL(path, root).href).then((answer) => {
    if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
    return answer.json();
  });
  return Promise.all([
    decode(gansu, () => Promise.all([json(gansu), bringing]).then(([file, parts]) =>
      new parts.Details(file, parts.project, (t) => new parts.Geometry(t, parts.topojson)))),
    decode(context, () => Promise.all([json(context), bringing]).then(([file, parts]) =>
      parts.surroundings(file, parts.topojson))),
    wet && rivers && decode(rivers, () => Promise.all([json(rivers), bringing]).then(([file, parts]) =>
      parts.riverPaths(file, parts.topojson))),
  ]);
}

async function unpack(bytes) {
  const { readable, writable } = new DecompressionStream("deflate");
  const writer = writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const reader = readable.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
  }
  await written;
  return JSON.parse(text);
}

/** Draw a component from its packed payload; called again on every run. */
export async function draw(streamlit, bytes, root) {
  const { parentElement } = streamlit;
  let [parts, data] = [];
  try {
    bringing ??= bringAll(root);
    data = await unpack(bytes);
    const component = { ...streamlit, data };
    const files = bringGeometry(data, root);
    parts = await bringing;
    if ("adoptedStyleSheets" in parentElement && !parentElement.adoptedStyleSheets.length) {
      parentElement.adoptedStyleSheets = parts.styles;
    }
    const [gansu, context, rivers] = await files;
    return parts.run(component, parts, { gansu, context, rivers });
  } catch (error) {
    bringing = parts ? bringing : undefined;
    console.error("atlas map:", error);
    if (!parentElement.querySelector(".atlas")) {
      const note = document.createElement("p");
      note.className = "atlas-failed-note";
      note.textContent = data?.words.failed ?? String(error);
      parentElement.querySelector(".atlas-failed-note")?.remove();
      parentElement.appendChild(note);
    }
    return undefined;
  }
}
