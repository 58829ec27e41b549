import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";
import type { InstanceSpec } from "./instance-spec.ts";

/** The files as a tar archive with absolute paths, as the engine's archive upload takes it. */
export async function filesArchive(files: InstanceSpec["files"]): Promise<Buffer> {
  const archive = pack();
  for (const { path, content, mode } of files) {
    archive.entry({ name: path.replace(/^\/+/, ""), mode, uid: 0, gid: 0 }, content);
  }
  archive.finalize();
  return buffer(archive);
}
