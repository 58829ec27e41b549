import { createReadStream, existsSync, statSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Pack, pack } from "tar-stream";

/** What the stand-in base is made of. */
export interface StandInParts {
  /** The Node binary, dynamically linked. */
  node: string;
  /** A statically linked busybox. */
  busybox: string;
  applets: string[];
  /** Path in the image → file here. */
  libraries: Map<string, string>;
}

const EPOCH = new Date(0);
const NODE_USER_ID = 1000;
const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

const directories: { name: string; mode: number; uid?: number; gid?: number }[] = [
  { name: "tmp", mode: 0o1777 },
  { name: "root", mode: 0o700 },
  { name: "home/node", mode: 0o755, uid: NODE_USER_ID, gid: NODE_USER_ID },
];

/** What the official image's users and lookups rest on. */
const texts: Record<string, string> = {
  "etc/passwd": `root:x:0:0:root:/root:/bin/sh\nnode:x:${NODE_USER_ID}:${NODE_USER_ID}::/home/node:/bin/sh\n`,
  "etc/group": `root:x:0:\nnode:x:${NODE_USER_ID}:node\n`,
  "etc/shadow": "root:*:::::::\nnode:!:::::::\n",
  "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
  "etc/os-release": 'ID=stage-stand-in\nNAME="stage stand-in for node on Alpine"\n',
};

/** The root file system of the stand-in as a tar stream: the same parts give the same bytes. */
export function packImage(parts: StandInParts): Readable {
  const archive = pack();
  // Whoever reads the stream sees the error; it must not be an unhandled rejection here.
  write(archive, parts).catch((error: Error) => archive.destroy(error));
  return Readable.from(archive);
}

async function write(archive: Pack, { node, busybox, applets, libraries }: StandInParts): Promise<void> {
  for (const directory of directories) archive.entry({ ...directory, mtime: EPOCH, type: "directory" });
  for (const [name, content] of Object.entries(texts)) {
    archive.entry({ name, mtime: EPOCH, mode: name === "etc/shadow" ? 0o640 : 0o644 }, content);
  }
  await addFile(archive, "bin/busybox", busybox, 0o755);
  for (const applet of applets.filter((name) => name !== "busybox")) {
    archive.entry({ name: `bin/${applet}`, mtime: EPOCH, type: "symlink", linkname: "busybox" });
  }
  for (const [path, file] of libraries) await addFile(archive, path.slice(1), file, 0o755);
  if (existsSync(CERTIFICATES)) await addFile(archive, CERTIFICATES.slice(1), CERTIFICATES, 0o644);
  await addFile(archive, "usr/local/bin/node", node, 0o755);
  archive.finalize();
}

async function addFile(archive: Pack, name: string, file: string, mode: number): Promise<void> {
  const entry = archive.entry({ name, mode, mtime: EPOCH, size: statSync(file).size });
  await pipeline(createReadStream(file), entry);
}
