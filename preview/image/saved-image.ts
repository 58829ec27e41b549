import { type Duplex, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { extract } from "tar-stream";
import * as z from "zod";
import type { ImageLayer, ImageLayers } from "./image-layers.ts";
import { readLayerTar } from "./layer-tar.ts";

const manifestSchema = z.array(z.object({ Config: z.string(), Layers: z.array(z.string()) })).min(1);
const configSchema = z.object({
  history: z
    .array(z.object({ created_by: z.string().optional(), empty_layer: z.boolean().optional() }))
    .default([]),
  rootfs: z.object({ diff_ids: z.array(z.string()) }),
});

const TAR_BLOCK_BYTES = 512;

type LayerContent = Pick<ImageLayer, "entries" | "removed" | "emptied">;

/** What is found in the archive, by its name there. */
interface ArchiveParts {
  layers: Map<string, LayerContent>;
  links: Map<string, string>;
  documents: Map<string, string>;
}

/**
 * Reads an image as `docker save` writes it, in one pass and without keeping contents; both the layout of older engines and the OCI one.
 *
 * @throws an error where the archive is none of an image
 */
export async function readSavedImage(reference: string, archive: Readable): Promise<ImageLayers> {
  const parts: ArchiveParts = { layers: new Map(), links: new Map(), documents: new Map() };
  const reader = extract();
  reader.on("entry", (header, content, next) => {
    readPart(header, Readable.from(content, { objectMode: false }), parts).then(() => next(), next);
  });
  await pipeline(archive, reader);
  return assemble(reference, parts);
}

async function readPart(
  {
    name,
    type,
    linkname,
  }: { name: string; type?: string | null | undefined; linkname?: string | null | undefined },
  content: Readable,
  parts: ArchiveParts,
): Promise<void> {
  if ((type === "symlink" || type === "link") && linkname) parts.links.set(name, resolveLink(name, linkname));
  if (type !== "file") return drain(content);
  const first = await firstBlock(content);
  if (isGzip(first)) parts.layers.set(name, await readCompressed(content, createGunzip()));
  else if (isZstd(first)) parts.layers.set(name, await readCompressed(content, createZstdDecompress()));
  else if (isTar(first)) parts.layers.set(name, await readLayerTar(content));
  else parts.documents.set(name, await text(content));
}

/** A compressed stream that is cut off or damaged fails here, with the decompressor's words. */
async function readCompressed(content: Readable, decompressor: Duplex): Promise<LayerContent> {
  const [layer] = await Promise.all([readLayerTar(decompressor), pipeline(content, decompressor)]);
  return layer;
}

function assemble(reference: string, { layers, links, documents }: ArchiveParts): ImageLayers {
  const document = (name: string): unknown => JSON.parse(documents.get(name) ?? "null");
  const [manifest] = manifestSchema.parse(document("manifest.json"));
  if (!manifest) throw new Error(`the archive of ${reference} names no image`);
  const { history, rootfs } = configSchema.parse(document(manifest.Config));
  const steps = history.filter(({ empty_layer: empty }) => !empty);
  return {
    reference,
    layers: manifest.Layers.map((name, index) => {
      const content = layers.get(links.get(name) ?? name);
      if (!content) throw new Error(`the archive of ${reference} lacks its layer ${name}`);
      const { entries, removed, emptied } = content;
      return {
        diffId: rootfs.diff_ids[index] ?? name,
        createdBy: instruction(steps[index]?.created_by ?? ""),
        entries,
        removed,
        emptied,
      };
    }),
  };
}

/** `/bin/sh -c #(nop) COPY …` as a Dockerfile has it: `COPY …`. */
function instruction(createdBy: string): string {
  return createdBy
    .replace(/^\/bin\/sh -c #\(nop\)\s*/, "")
    .replace(/^\/bin\/sh -c\s*/, "RUN ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** `../other/layer.tar` in `one/layer.tar`. */
function resolveLink(name: string, target: string): string {
  return new URL(target, `file:///${name}`).pathname.slice(1);
}

/** The first 512 bytes of a stream, however it is cut, or all of a shorter one; put back for whoever reads it. */
async function firstBlock(content: Readable): Promise<Buffer> {
  for (;;) {
    const block: Buffer | null = content.read(TAR_BLOCK_BYTES);
    if (block) {
      content.unshift(block);
      return block;
    }
    if (content.readableEnded || content.destroyed) return Buffer.alloc(0);
    await new Promise<void>((resolve) => {
      const on = () => {
        content.off("readable", on).off("end", on).off("close", on);
        resolve();
      };
      content.on("readable", on).on("end", on).on("close", on);
    });
  }
}

function isGzip(first: Buffer): boolean {
  return first[0] === 0x1f && first[1] === 0x8b;
}

/** https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1 */
function isZstd(first: Buffer): boolean {
  return first.length >= 4 && first.readUInt32LE(0) === 0xfd2fb528;
}

/** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 */
function isTar(first: Buffer): boolean {
  return first.subarray(257, 262).toString("latin1") === "ustar";
}

async function text(content: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function drain(content: Readable): Promise<void> {
  for await (const _ of content.resume());
}
