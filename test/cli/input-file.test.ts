import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { openInput } from "../../cli/input-file.ts";
import { Fault } from "../../faults/fault.ts";

describe("an input file", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "input-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const unaborted = new AbortController().signal;

  async function textOf(path: string, signal = unaborted, stdin?: Readable): Promise<string> {
    const input = await openInput(path, signal, stdin);
    let text = "";
    for await (const chunk of input.chunks()) text += chunk;
    return text;
  }

  function unreadable(path: string, actual: string) {
    return {
      code: "input-unreadable",
      outcome: "usage",
      findings: [{ path, expected: "a file", actual, example: "- for stdin" }],
    };
  }

  /** As the file system fails, in the middle of what is read. */
  function failing(code: string): Readable {
    return Readable.from(
      (async function* () {
        yield Buffer.from("the beginning");
        throw Object.assign(new Error(`${code}: read`), { code, syscall: "read", errno: -5 });
      })(),
    );
  }

  it("is read as text, whole", async () => {
    const path = join(folder, "some.log");
    writeFileSync(path, "Grüße\n".repeat(100_000));
    assert.equal(await textOf(path), "Grüße\n".repeat(100_000));
  });

  it("is named where it is not there, or is a folder", async () => {
    const path = join(folder, "none.log");
    await assert.rejects(textOf(path), unreadable(path, "no such file"));
    await assert.rejects(textOf(folder), unreadable(folder, "a directory"));
  });

  it("is named where it is there and reading it fails", async () => {
    await assert.rejects(textOf("/proc/self/mem"), unreadable("/proc/self/mem", "EIO"));
  });

  for (const code of ["EACCES", "EIO", "EISDIR"]) {
    it(`is called stdin where reading that fails with ${code}`, async () => {
      await assert.rejects(textOf("-", unaborted, failing(code)), unreadable("stdin", code));
    });
  }

  it("ends with Ctrl-C's own fault, not with a bug", async () => {
    const interrupt = new AbortController();
    const pending = textOf("-", interrupt.signal, new Readable({ read: () => undefined }));
    const reason = new Fault({ code: "interrupted", outcome: "interrupted", summary: "Interrupted." });
    interrupt.abort(reason);
    await assert.rejects(pending, reason);
  });

  it("leaves what is wrong in the reading program a bug", async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from("x");
        throw new TypeError("not a function");
      })(),
    );
    await assert.rejects(textOf("-", unaborted, broken), TypeError);
  });
});
