import assert from "node:assert/strict";
import { appendFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEventLog } from "../../cli/engine/event-log.ts";

describe("event log", () => {
  let folder: string;
  let file: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "event-log-"));
    file = join(folder, "events.jsonl");
  });
  after(() => rm(folder, { recursive: true }));

  it("hands over each event once, in order, also when a line comes in pieces", async () => {
    const sequences: number[] = [];
    const reader = await readEventLog(file, ({ sequence }) => sequences.push(sequence));
    await appendFile(file, '{"sequence":1,"timestamp":1}\n{"sequence":2,');
    await appendFile(file, '"timestamp":1}\n');
    await reader.finish();
    assert.deepEqual(sequences, [1, 2]);
  });

  it("hands over events while the engine still writes", async () => {
    const first = Promise.withResolvers<number>();
    const reader = await readEventLog(file, ({ sequence }) => first.resolve(sequence));
    await appendFile(file, '{"sequence":7,"timestamp":1}\n');
    assert.equal(await first.promise, 7);
    await reader.finish();
  });

  it("keeps a character whole that two writes cut in two", async () => {
    const messages: unknown[] = [];
    const reader = await readEventLog(file, ({ diagnosticEvent }) => messages.push(diagnosticEvent?.message));
    const line = Buffer.from('{"sequence":1,"timestamp":1,"diagnosticEvent":{"message":"é"}}\n');
    const middle = line.indexOf(0xc3) + 1;
    await appendFile(file, line.subarray(0, middle));
    await appendFile(file, line.subarray(middle));
    await reader.finish();
    assert.deepEqual(messages, ["é"]);
  });

  it("fails on a line that is no JSON, rather than losing it", async () => {
    const reader = await readEventLog(file, () => undefined);
    await appendFile(file, "not json\n");
    await assert.rejects(reader.finish(), SyntaxError);
  });

  it("is readable by its owner only", async () => {
    await (await readEventLog(join(folder, "private.jsonl"), () => undefined)).finish();
    assert.equal((await stat(join(folder, "private.jsonl"))).mode & 0o777, 0o600);
  });
});
