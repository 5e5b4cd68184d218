// Layout systems on the sheet: tints with inset outlines, stripes where two systems overlap, inner
// vignettes, hatched partial members, and lines.

const TINT = 0.3;
const STRIPE_TINT = 0.42;
const STRIPE_PX = 9;

/** Redraw the systems: tints on `sheet` under the county lines, outlines on `lines`. */
export function drawAreas(sheet, lines, geometry, areas, tools) {
  sheet.groups.tints.replaceChildren();
  lines.groups.rims.replaceChildren();
  for (const clip of lines.defs.querySelectorAll("clipPath")) clip.remove();
  drawTints(sheet, geometry, areas, tools);
  for (const area of areas) drawPartial(sheet, lines, geometry, area, tools);
  // Large systems first, so that a small one inside keeps its own outline.
  const shapes = areas
    .map((area) => ({ area, shape: geometry.union([...extent(area)]) }))
    .filter(({ shape }) => shape.d)
    .sort((a, b) => b.shape.ids.length - a.shape.ids.length);
  const order = { vignette: 0, region: 1, outline: 2, tint: 3 };
  shapes.sort((a, b) => order[a.area.style] - order[b.area.style]);
  shapes.forEach(({ area, shape }, i) => drawRim(lines, area, shape, `rim${i}`, tools.svg));
}

/** What an outline runs around: whole members; with none of them, the counties of which a part belongs. */
function extent(area) {
  return area.members.length ? area.members : area.partial;
}

function drawTints(sheet, geometry, areas, { svg, tint }) {
  const worn = new Map();
  for (const area of areas.filter((a) => a.style === "tint")) {
    for (const id of area.members.flatMap((member) => geometry.members(member))) {
      if (!worn.has(id)) worn.set(id, []);
      if (!worn.get(id).includes(area.colour)) worn.get(id).push(area.colour);
    }
  }
  const groups = new Map();
  for (const [id, colours] of worn) {
    const key = colours.join();
    if (!groups.has(key)) groups.set(key, { colours, ids: [] });
    groups.get(key).ids.push(id);
  }
  for (const { colours, ids } of groups.values()) {
    const d = geometry.union(ids).d;
    if (colours.length === 1) {
      svg("path", { d, fill: tint(colours[0], TINT) }, sheet.groups.tints);
    } else {
      const bands = colours.map((colour) => [tint(colour, STRIPE_TINT), STRIPE_PX, 1]);
      svg("path", { d, fill: `url(#${sheet.stripes(bands, 45)})` }, sheet.groups.tints);
    }
  }
}

function drawPartial(sheet, lines, geometry, area, { svg }) {
  if (!area.partial.length) return;
  const d = geometry.union([...area.partial]).d;
  if (!d) return;
  const hatch = sheet.stripes(
    [
      [area.colour, 1.3, 0.55],
      ["none", 6.2, 0],
    ],
    90 - area.hatch, // a pattern's bands stand upright before they are turned
  );
  svg("path", { d, fill: `url(#${hatch})` }, sheet.groups.tints);
  if (!area.members.length) return;
  const dashed = { d, class: "atlas-rim", stroke: area.colour, "stroke-width": 1.2 };
  svg("path", { ...dashed, "stroke-dasharray": "2 3" }, lines.groups.rims);
}

const VIGNETTE = [
  [30, 0.07],
  [22, 0.1],
  [15, 0.13],
  [9, 0.18],
  [4, 0.5],
];
// What we read into the plan has no sharp edge: wide and faint, under a thin broken line.
const REGION = [
  [30, 0.05],
  [21, 0.07],
  [13, 0.09],
  [6, 0.13],
];

/** Strokes of double width, cut by the polygon itself: shared edges stay apart. */
function drawRim(lines, area, shape, id, svg) {
  svg("path", { d: shape.d }, svg("clipPath", { id }, lines.defs));
  const group = svg("g", { "clip-path": `url(#${id})` }, lines.groups.rims);
  const stroke = (width, colour, opacity, extra = {}) =>
    svg(
      "path",
      {
        d: shape.d,
        class: "atlas-rim",
        stroke: colour,
        "stroke-width": width,
        "stroke-opacity": opacity,
        ...extra,
      },
      group,
    );
  const broken = { "stroke-dasharray": "6 5", style: "stroke-linecap: butt" };
  if (area.style === "vignette") {
    for (const [width, opacity] of VIGNETTE) {
      stroke(width, area.colour, opacity, area.reading && width < 5 ? broken : {});
    }
  } else if (area.style === "region") {
    for (const [width, opacity] of REGION) stroke(width, area.colour, opacity);
    stroke(2.8, area.colour, 0.85, broken);
  } else if (area.reading) {
    stroke(6, "#ffffff", 0.7);
    stroke(4, area.colour, 1, broken);
  } else {
    stroke(7, "#ffffff", area.style === "outline" ? 0.85 : 0.6);
    stroke(4.4, area.colour, 1);
  }
}

/** Draw line systems: a white casing, then the colour, dashed when schematic. */
export function drawLines(lines, items, { svg, linePath }) {
  const group = lines.groups.routes;
  group.replaceChildren();
  for (const item of items) {
    const d = linePath([item.coords]);
    svg("path", { d, class: "atlas-rim", stroke: "#ffffff", "stroke-width": 5, "stroke-opacity": 0.85 }, group);
    const path = { d, class: "atlas-rim", stroke: item.colour, "stroke-width": 2.4 };
    svg("path", item.dashed ? { ...path, "stroke-dasharray": "8 5" } : path, group);
  }
}
