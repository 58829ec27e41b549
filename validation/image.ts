import type { Finding } from "../faults/fault.ts";

/** The digest of an image reference, `sha256:…`; undefined when it has none. */
export function digestOf(reference: string): string | undefined {
  return /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
}

/** Whether the live revision runs the image that was built: the digests decide, whatever the references look like. */
export function compareImage(built: string, live: string): Finding[] {
  const wanted = digestOf(built);
  const found = digestOf(live);
  if (wanted !== undefined && wanted === found) return [];
  return [
    { path: "image", expected: wanted ?? `a digest (built: ${built})`, actual: found ?? (live || "none") },
  ];
}
