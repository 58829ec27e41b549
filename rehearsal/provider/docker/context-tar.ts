import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Pack, pack } from "tar-stream";
import { type ContextFile, contextFile, contextFiles } from "./context-files.ts";
import { dockerfileInContext } from "./context-paths.ts";

/** The build context as a tar stream; everything belongs to root, build files are in it even when they are ignored. */
export function contextTar(context: string, dockerfile: string): Readable {
  const name = dockerfileInContext(context, dockerfile);
  const files = contextFiles(context, dockerfile).filter((file) => file.name !== name);
  const tar = pack();
  writeAll(tar, [contextFile(dockerfile, name), ...files]).then(
    () => tar.finalize(),
    (error: Error) => tar.destroy(error),
  );
  // A Node stream of its own: the tar writer brings streams of another make.
  return Readable.from(tar);
}

async function writeAll(tar: Pack, files: ContextFile[]): Promise<void> {
  for (const { name, path, mode, size, modified, linkTarget } of files) {
    const header = { name, mode, mtime: modified, uid: 0, gid: 0 };
    if (linkTarget !== undefined) {
      tar.entry({ ...header, type: "symlink", linkname: linkTarget });
    } else {
      await pipeline(createReadStream(path), tar.entry({ ...header, size }));
    }
  }
}
