// Layout systems on the sheet: tints with inset outlines, stripes where two systems overlap, inner
// vignettes, hatched partial members, and lines. `strokes` is the payload's table of strokes.

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
  shapes.forEach(({ area, shape }, i) => drawRim(lines, area, shape, `rim${i}`, tools));
}

/** What an outline runs around: whole members; with none of them, the counties of which a part belongs. */
function extent(area) {
  return area.members.length ? area.members : area.partial;
}

function drawTints(sheet, geometry, areas, { svg, tint, strokes }) {
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
      svg("path", { d, fill: tint(colours[0], strokes.tint) }, sheet.groups.tints);
    } else {
      const bands = colours.map((colour) => [tint(colour, strokes.stripeTint), strokes.stripe, 1]);
      svg("path", { d, fill: `url(#${sheet.stripes(bands, 45)})` }, sheet.groups.tints);
    }
  }
}

function drawPartial(sheet, lines, geometry, area, { svg, strokes }) {
  if (!area.partial.length) return;
  const d = geometry.union([...area.partial]).d;
  if (!d) return;
  const [width, gap, opacity] = strokes.hatchings.partial;
  const hatch = sheet.stripes(
    [
      [area.colour, width, opacity],
      ["none", gap, 0],
    ],
    90 - area.hatch, // a pattern's bands stand upright before they are turned
  );
  svg("path", { d, fill: `url(#${hatch})` }, sheet.groups.tints);
  if (!area.members.length) return;
  const { partial } = strokes.lines;
  const dashed = { d, class: "atlas-rim", stroke: area.colour, "stroke-width": partial.width };
  svg("path", { ...dashed, "stroke-dasharray": partial.dash }, lines.groups.rims);
}

/** Strokes of double width, cut by the polygon itself: shared edges stay apart. */
function drawRim(lines, area, shape, id, { svg, strokes }) {
  svg("path", { d: shape.d }, svg("clipPath", { id }, lines.defs));
  const group = svg("g", { "clip-path": `url(#${id})` }, lines.groups.rims);
  const stroke = (width, colour, opacity, extra = {}) =>
    svg(
      "path",
      {
        d: shape.d,
        class: "atlas-rim",
        stroke: colour,
        "stroke-width": width * 2,
        "stroke-opacity": opacity,
        ...extra,
      },
      group,
    );
  // What we read into the plan has no sharp edge: wide and faint, under a thin broken line.
  const soft = area.style === "vignette" || area.style === "region";
  const named = area.style === "outline" ? "outline" : "tinted";
  const look = strokes.lines[soft ? area.style : area.reading ? "reading" : named];
  if (soft) for (const [depth, opacity] of strokes[area.style]) stroke(depth, area.colour, opacity);
  else stroke(look.casing, "#ffffff", look.casingOpacity);
  const broken = area.reading || area.style === "region";
  const dash = broken ? { "stroke-dasharray": look.dash, style: "stroke-linecap: butt" } : {};
  stroke(look.width, area.colour, look.opacity, dash);
}

/** Draw line systems: a white casing, then the colour, dashed when schematic. */
export function drawLines(lines, items, { svg, linePath, strokes }) {
  const group = lines.groups.routes;
  const look = strokes.lines.route;
  group.replaceChildren();
  for (const item of items) {
    const d = linePath([item.coords]);
    const casing = { "stroke-width": look.casing, "stroke-opacity": look.casingOpacity };
    svg("path", { d, class: "atlas-rim", stroke: "#ffffff", ...casing }, group);
    const path = { d, class: "atlas-rim", stroke: item.colour, "stroke-width": look.width };
    svg("path", item.dashed ? { ...path, "stroke-dasharray": look.dash } : path, group);
  }
}
