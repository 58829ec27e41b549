import assert from "node:assert/strict";
import { compareImages } from "../../../preview/image/compare-images.ts";
import type { ImageLayer, LayerEntry } from "../../../preview/image/image-layers.ts";
import { measureImage } from "../../../preview/image/image-report.ts";
import { wastedFiles } from "../../../preview/image/wasted-files.ts";

const file = (path: string, sizeBytes: number): LayerEntry => ({ path, sizeBytes, kind: "file" });
const folder = (path: string): LayerEntry => ({ path, sizeBytes: 0, kind: "folder" });

function layer(diffId: string, entries: LayerEntry[], gone: Partial<ImageLayer> = {}): ImageLayer {
  return { diffId, createdBy: `COPY ${diffId}`, entries, removed: [], emptied: [], ...gone };
}

describe("what an image wastes", () => {
  it("is a file's bytes in the layer below where a later one overwrites it", () => {
    const wasted = wastedFiles([layer("a", [file("app/x", 100)]), layer("b", [file("app/x", 120)])]);
    assert.deepEqual(wasted, [{ path: "app/x", by: "overwritten", wastedBytes: 100 }]);
  });

  it("is a file's bytes where a later layer removes it, and adds up over versions", () => {
    const wasted = wastedFiles([
      layer("a", [file("tmp/x", 100)]),
      layer("b", [file("tmp/x", 50)]),
      layer("c", [], { removed: ["tmp/x"] }),
    ]);
    assert.deepEqual(wasted, [{ path: "tmp/x", by: "removed", wastedBytes: 150 }]);
  });

  it("is all that is below a folder that is removed, hidden, or replaced by a file, and nothing beside it", () => {
    const below = layer("a", [folder("cache"), file("cache/1", 10), file("cache/2", 20), file("cached", 5)]);
    const both = [
      { path: "cache/2", by: "removed", wastedBytes: 20 },
      { path: "cache/1", by: "removed", wastedBytes: 10 },
    ];
    assert.deepEqual(wastedFiles([below, layer("b", [], { removed: ["cache"] })]), both);
    assert.deepEqual(wastedFiles([below, layer("b", [], { emptied: ["cache"] })]), both);
    assert.deepEqual(wastedFiles([below, layer("b", [file("cache", 1)])]), both);
  });

  it("is nothing where a folder is only mentioned again", () => {
    assert.deepEqual(
      wastedFiles([layer("a", [folder("app"), file("app/x", 9)]), layer("b", [folder("app")])]),
      [],
    );
  });
});

describe("an image's measures", () => {
  const image = {
    reference: "backend@sha256:1",
    layers: [
      layer("base", [file("bin/busybox", 1000)]),
      layer("app", [file("app/main.mjs", 300), ...Array.from({ length: 11 }, (_, n) => file(`app/${n}`, n))]),
    ],
  };

  it("tell the base from what is added, and name the ten largest additions", () => {
    const report = measureImage(image, ["base"]);
    assert.equal(report.totalBytes, 1355);
    assert.equal(report.baseBytes, 1000);
    assert.equal(report.largest.length, 10);
    assert.deepEqual(report.largest[0], { path: "app/main.mjs", sizeBytes: 300, createdBy: "COPY app" });
    assert.deepEqual(
      report.layers.map(({ isBase }) => isBase),
      [true, false],
    );
  });

  it("count everything as added where the base is another image's", () => {
    const report = measureImage(image, ["base", "of-another-version"]);
    assert.equal(report.baseBytes, undefined);
    assert.equal(report.largest[0]?.path, "bin/busybox");
  });

  it("are set against another image's by what made each layer; equal layers are left out", () => {
    const later = {
      reference: "backend@sha256:2",
      layers: [image.layers[0], layer("app2", [file("app/x", 400)])],
    };
    const changed = later.layers.map((one) =>
      one?.diffId === "app2" ? { ...one, createdBy: "COPY app" } : one,
    );
    const difference = compareImages(
      measureImage(image, ["base"]),
      measureImage({ ...later, layers: changed.flatMap((one) => one ?? []) }, ["base"]),
    );
    assert.deepEqual(difference.layers, [{ createdBy: "COPY app", beforeBytes: 355, afterBytes: 400 }]);
    assert.equal(difference.after.totalBytes, 1400);
  });
});
