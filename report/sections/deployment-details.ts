import type { ValidationResult } from "../../validation/result.ts";
import { bytes, code, figure, words } from "../cells.ts";
import { imageLayersChart } from "../charts/image-layers.ts";
import type { Block, Cell, Section } from "../document.ts";

/** What was deployed, from where, how large it is, and which limits it runs under. */
export function deploymentDetails(result: ValidationResult): Section {
  return {
    id: "deployment",
    title: "Deployment details",
    blocks: [
      { kind: "facts", rows: metaRows(result) },
      ...stepTable(result),
      settingsTable(result),
      ...layerBlocks(result),
      ...claimTable(result),
    ],
  };
}

function metaRows({ meta, image }: ValidationResult): [string, Cell][] {
  const rows: [string, Cell][] = [
    ["Command", code(meta.command)],
    ["Project", code(`${meta.project} (${meta.region})`)],
    ["Service", code(meta.service)],
    ["Address", code(meta.url)],
    ["Revision", code(`${meta.revision}, created ${meta.revisionCreatedAt}`)],
    ["Image", code(meta.image.reference)],
  ];
  if (meta.image.digest) rows.push(["Digest", code(meta.image.digest)]);
  if (image) rows.push(["Image size, unpacked", bytes(image.sizeBytes, "image.sizeBytes")]);
  else if (meta.image.sizeBytes !== undefined) {
    rows.push(["Image size", bytes(meta.image.sizeBytes, "meta.image.sizeBytes")]);
  }
  rows.push(
    ["Contract", words(meta.contract)],
    ["Checked", words(`${meta.startedAt} to ${meta.finishedAt}`)],
  );
  return rows;
}

function stepTable({ meta }: ValidationResult): Block[] {
  if (!meta.deployment) return [];
  const rows = meta.deployment.steps.map(({ title, seconds }, index) => [
    words(title),
    figure(seconds, "s", `meta.deployment.steps.${index}.seconds`),
  ]);
  const all = [words("In all"), figure(meta.deployment.seconds, "s", "meta.deployment.seconds")];
  return [
    {
      kind: "table",
      caption: "The deployment before",
      columns: [{ title: "Step" }, { title: "Took", numeric: true }],
      rows: [...rows, all],
    },
  ];
}

function settingsTable({ meta }: ValidationResult): Block {
  return {
    kind: "table",
    caption: "Settings as declared",
    columns: [{ title: "Setting" }, { title: "Value" }],
    rows: Object.entries(meta.settings).map(([name, value]) => [code(name), words(value)]),
  };
}

function layerBlocks({ image }: ValidationResult): Block[] {
  if (!image || image.layers.length === 0) return [];
  return [
    imageLayersChart(image),
    {
      kind: "table",
      caption: "Layers, the lowest first",
      columns: [{ title: "Layer" }, { title: "Size", numeric: true }, { title: "Made by" }],
      rows: image.layers.map(({ digest, sizeBytes, createdBy }, index) => [
        digest === undefined ? words("not told", "dim") : code(digest.replace(/^(sha256:.{12}).*$/, "$1")),
        bytes(sizeBytes, `image.layers.${index}.sizeBytes`),
        createdBy === undefined ? words("not told", "dim") : code(createdBy),
      ]),
    },
  ];
}

function claimTable({ claims }: ValidationResult): Block[] {
  if (claims.length === 0) return [];
  return [
    {
      kind: "table",
      caption: "Before and after; percentages are computed from the two numbers beside them",
      columns: [
        { title: "Figure" },
        { title: "Before", numeric: true },
        { title: "After", numeric: true },
        { title: "Less", numeric: true },
        { title: "Where the numbers are from" },
      ],
      rows: claims.map((claim, index) => [
        words(claim.name),
        figure(claim.before, claim.unit, `claims.${index}.before`),
        figure(claim.after, claim.unit, `claims.${index}.after`),
        figure(
          claim.percentLess,
          "%",
          `claims.${index}.percentLess`,
          claim.percentLess < 0 ? "warn" : "good",
        ),
        words(`before: ${claim.beforeSource}; after: ${claim.afterSource}`, "dim"),
      ]),
    },
  ];
}
