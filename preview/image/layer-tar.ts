import { basename, dirname, join, normalize } from "node:path/posix";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { extract } from "tar-stream";
import type { ImageLayer } from "./image-layers.ts";

/** A name that stands for the removal of another: https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts */
const WHITEOUT = ".wh.";
const OPAQUE = ".wh..wh..opq";

/** What one layer's tar says, read as a stream: contents are skipped, never kept. */
export async function readLayerTar(
  tar: Readable,
): Promise<Pick<ImageLayer, "entries" | "removed" | "emptied">> {
  const layer: Pick<ImageLayer, "entries" | "removed" | "emptied"> = {
    entries: [],
    removed: [],
    emptied: [],
  };
  const reader = extract();
  reader.on("entry", ({ name, type, size }, content, next) => {
    const path = normalize(`/${name}`).slice(1).replace(/\/$/, "");
    const file = basename(path);
    if (file === OPAQUE) layer.emptied.push(dirname(path));
    else if (file.startsWith(WHITEOUT)) {
      layer.removed.push(join(dirname(path), file.slice(WHITEOUT.length)));
    } else if (path !== "") {
      const kind =
        type === "file" || type === "contiguous-file" ? "file" : type === "directory" ? "folder" : "other";
      layer.entries.push({ path, sizeBytes: kind === "file" ? (size ?? 0) : 0, kind });
    }
    content.on("end", next).resume();
  });
  await pipeline(tar, reader);
  return layer;
}
