import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { type Pack, pack } from "tar-stream";
import { readSavedImage } from "../../../preview/image/saved-image.ts";

const config = JSON.stringify({
  history: [
    { created_by: "/bin/sh -c #(nop) ADD file:1 in / " },
    { created_by: "/bin/sh -c #(nop)  ENV A=1", empty_layer: true },
    { created_by: "/bin/sh -c rm -rf   /tmp/x" },
  ],
  rootfs: { diff_ids: ["sha256:one", "sha256:two"] },
});

async function tarOf(fill: (archive: Pack) => void): Promise<Buffer> {
  const archive = pack();
  fill(archive);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const lower = () =>
  tarOf((archive) => {
    archive.entry({ name: "./tmp/", type: "directory" });
    archive.entry({ name: "./tmp/x" }, "12345");
    archive.entry({ name: "bin/sh", type: "symlink", linkname: "/bin/busybox" });
  });
const upper = () => tarOf((archive) => void archive.entry({ name: "tmp/.wh.x" }, ""));

describe("an image as docker saves it", () => {
  it("is read with the archive's parts in any order, whiteouts as removals, instructions as the Dockerfile has them", async () => {
    const [one, two] = [await lower(), await upper()];
    const archive = await tarOf((out) => {
      out.entry({ name: "b/layer.tar" }, two);
      out.entry({ name: "a/layer.tar" }, one);
      out.entry({ name: "config.json" }, config);
      out.entry(
        { name: "manifest.json" },
        JSON.stringify([{ Config: "config.json", Layers: ["a/layer.tar", "b/layer.tar"] }]),
      );
    });
    assert.deepEqual((await readSavedImage("x", Readable.from([archive]))).layers, [
      {
        diffId: "sha256:one",
        createdBy: "ADD file:1 in /",
        entries: [
          { path: "tmp", sizeBytes: 0, kind: "folder" },
          { path: "tmp/x", sizeBytes: 5, kind: "file" },
          { path: "bin/sh", sizeBytes: 0, kind: "other" },
        ],
        removed: [],
        emptied: [],
      },
      { diffId: "sha256:two", createdBy: "RUN rm -rf /tmp/x", entries: [], removed: ["tmp/x"], emptied: [] },
    ]);
  });

  it("is read from the OCI layout with compressed layers, and where one layer is a link to another", async () => {
    const one = await lower();
    const archive = await tarOf((out) => {
      out.entry({ name: "blobs/sha256/c" }, config);
      out.entry({ name: "blobs/sha256/1" }, gzipSync(one));
      out.entry({ name: "old/layer.tar", type: "symlink", linkname: "../blobs/sha256/1" });
      out.entry(
        { name: "manifest.json" },
        JSON.stringify([{ Config: "blobs/sha256/c", Layers: ["blobs/sha256/1", "old/layer.tar"] }]),
      );
    });
    const { layers } = await readSavedImage("x", Readable.from([archive]));
    assert.deepEqual(
      layers.map(({ entries }) => entries.length),
      [3, 3],
    );
  });

  it("is read wherever the archive is cut into pieces", async () => {
    const layer = await lower();
    const archive = await tarOf((out) => {
      out.entry({ name: "a/layer.tar" }, layer);
      out.entry({ name: "config.json" }, config);
      out.entry(
        { name: "manifest.json" },
        JSON.stringify([{ Config: "config.json", Layers: ["a/layer.tar"] }]),
      );
    });
    const whole = await readSavedImage("x", Readable.from([archive]));
    assert.equal(whole.layers[0]?.entries.length, 3);
    const layerBeginsAt = 512;
    for (const bytes of [1, 100, 257, 261, 262, 511, 512, 513]) {
      const cut = layerBeginsAt + bytes;
      const pieces = Readable.from([archive.subarray(0, cut), archive.subarray(cut)]);
      assert.deepEqual(await readSavedImage("x", pieces), whole, `cut after ${bytes} bytes of the layer`);
    }
  });

  it("is read from layers that are compressed with Zstandard", async () => {
    const layer = await lower();
    const archive = await tarOf((out) => {
      out.entry({ name: "config.json" }, config);
      out.entry({ name: "manifest.json" }, JSON.stringify([{ Config: "config.json", Layers: ["blobs/1"] }]));
      out.entry({ name: "blobs/1" }, zstdCompressSync(layer));
    });
    assert.equal((await readSavedImage("x", Readable.from([archive]))).layers[0]?.entries.length, 3);
  });

  it("is refused with the decompressor's words where a layer is cut off", async () => {
    const compressed = gzipSync(await lower());
    const archive = await tarOf((out) => void out.entry({ name: "blobs/1" }, compressed.subarray(0, -20)));
    await assert.rejects(readSavedImage("x", Readable.from([archive])), /unexpected end of file/);
  });

  it("is refused where a layer is missing", async () => {
    const archive = await tarOf((out) => {
      out.entry({ name: "config.json" }, config);
      out.entry(
        { name: "manifest.json" },
        JSON.stringify([{ Config: "config.json", Layers: ["a/layer.tar"] }]),
      );
    });
    await assert.rejects(readSavedImage("x", Readable.from([archive])), {
      message: "the archive of x lacks its layer a/layer.tar",
    });
  });
});
