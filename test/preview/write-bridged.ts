import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { asBridged } from "./bridged-shapes.ts";
import { RECORDED, recordedEvents } from "./recorded-streams.ts";

/** `node test/preview/write-bridged.ts` derives the stream in the real gcp plugin's shapes anew, after record.ts. */
const lines = asBridged(recordedEvents("update")).map((event) => JSON.stringify(event));
writeFileSync(join(RECORDED, "bridged-plugin.ndjson"), `${lines.join("\n")}\n`);
