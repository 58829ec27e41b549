import assert from "node:assert/strict";
import fc from "fast-check";
import { type BodyEnd, bodyEnd } from "../../../rehearsal/routing/relay/body-end.ts";

/** The bytes in pieces that end wherever the cuts say. */
function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((one, other) => one - other);
  return [0, ...at].map((from, index) => bytes.subarray(from, at[index] ?? bytes.length));
}

/** How many bytes were taken before the end was found. */
function takeAll(end: BodyEnd, chunks: readonly Buffer[]): number {
  let taken = 0;
  for (const chunk of chunks) {
    if (end.isOver) break;
    taken += end.take(chunk);
  }
  return taken;
}

const cuts = fc.array(fc.nat(), { maxLength: 30 });
const surplus = fc.uint8Array({ maxLength: 20 });

describe("the end of a body", () => {
  it("of a stated length is found wherever the pieces end, and no byte behind it is taken", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), surplus, cuts, (body, rest, where) => {
        const end = bodyEnd({ kind: "length", bytes: body.length });
        assert.equal(takeAll(end, pieces(Buffer.concat([body, rest]), where)), body.length);
        assert.equal(end.isOver, true);
      }),
    );
  });

  it("of a chunked body is found wherever the pieces end, and no byte behind it is taken", () => {
    const parts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 8 });
    const trailers = fc.constantFrom("", "X-Sum: 1\r\n", "a: b\r\nc: d\r\n");
    const extension = fc.constantFrom("", ";name=value", " ; a");
    fc.assert(
      fc.property(parts, trailers, extension, surplus, cuts, (data, trailer, more, rest, where) => {
        const coded = Buffer.concat([
          ...data.flatMap((part) => [
            Buffer.from(`${part.length.toString(16)}${more}\r\n`),
            part,
            Buffer.from("\r\n"),
          ]),
          Buffer.from(`0\r\n${trailer}\r\n`),
        ]);
        const end = bodyEnd({ kind: "chunked" });
        assert.equal(takeAll(end, pieces(Buffer.concat([coded, rest]), where)), coded.length);
        assert.equal(end.isOver, true);
      }),
    );
  });

  it("is at once where there is no body, and never where only the connection's end tells", () => {
    assert.equal(bodyEnd({ kind: "none" }).isOver, true);
    const untilClose = bodyEnd({ kind: "close" });
    assert.equal(untilClose.take(Buffer.alloc(9)), 9);
    assert.equal(untilClose.isOver, false);
  });

  const broken: [string, string][] = [
    ["without a size", "\r\n"],
    ["with a size that is no number", "xyz\r\n"],
    ["with a negative size", "-1\r\n"],
    ["with a size beyond reason", `${"f".repeat(13)}\r\n`],
    ["longer than it says", "1\r\nab\r\n"],
    ["with bare line feeds", "1\na\n0\n\n"],
    ["with an endless line", "1;".padEnd(9_000, "a")],
  ];
  for (const [title, bytes] of broken) {
    it(`is not looked for in a chunk ${title}`, () => {
      assert.throws(() => bodyEnd({ kind: "chunked" }).take(Buffer.from(bytes)), RangeError);
    });
  }
});
