import type { ImageLayer } from "./image-layers.ts";

/** A path with versions that no container sees. */
export interface WastedFile {
  path: string;
  wastedBytes: number;
  /** What the last version of it met. */
  by: "overwritten" | "removed";
}

/** Files that a later layer overwrites or removes, with the bytes that stay in the image all the same; the largest first. */
export function wastedFiles(layers: ImageLayer[]): WastedFile[] {
  const visible = new Map<string, number>();
  const folders = new Set<string>();
  const wasted = new Map<string, WastedFile>();
  const waste = (path: string, by: WastedFile["by"]) => {
    const sizeBytes = visible.get(path);
    visible.delete(path);
    if (!sizeBytes) return;
    wasted.set(path, { path, by, wastedBytes: sizeBytes + (wasted.get(path)?.wastedBytes ?? 0) });
  };
  const wasteBelow = (folder: string) => {
    for (const path of visible.keys()) if (path.startsWith(`${folder}/`)) waste(path, "removed");
  };
  for (const { entries, removed, emptied } of layers) {
    for (const folder of emptied) wasteBelow(folder);
    for (const path of removed) {
      waste(path, "removed");
      wasteBelow(path);
    }
    for (const { path, kind, sizeBytes } of entries) {
      waste(path, "overwritten");
      if (kind === "folder") folders.add(path);
      else if (folders.delete(path)) wasteBelow(path);
      if (kind === "file") visible.set(path, sizeBytes);
    }
  }
  return [...wasted.values()].sort(
    (one, other) => other.wastedBytes - one.wastedBytes || one.path.localeCompare(other.path),
  );
}
