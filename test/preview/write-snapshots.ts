import { mkdirSync, writeFileSync } from "node:fs";
import { recordedNames } from "./recorded-streams.ts";
import { commentOf, SNAPSHOTS, snapshotFile } from "./snapshot.ts";

/** `node test/preview/write-snapshots.ts` writes down what the comments say now: to be read before it is committed. */
mkdirSync(SNAPSHOTS, { recursive: true });
for (const name of recordedNames) writeFileSync(snapshotFile(name), commentOf(name));
