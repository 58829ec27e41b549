import assert from "node:assert/strict";
import fc from "fast-check";
import { readSession, sessionCookie } from "../../rehearsal/routing/session-affinity.ts";

const INSTANCE = "0123456789abcdef".repeat(4);

describe("the cookie of session affinity", () => {
  it("lives for 30 days, for all paths, hidden from scripts", () => {
    assert.match(sessionCookie(0.5, INSTANCE), /^GAESA=[\w-]{16}; Max-Age=2592000; Path=\/; HttpOnly$/);
  });

  it("tells what was put in, wherever among other cookies it stands", () => {
    const draws = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const others = fc.constantFrom("", "a=b; ", "GAES=x; ", "XGAESA=0000000000000000; ");
    fc.assert(
      fc.property(draws, others, fc.constantFrom("", "; z=1"), (draw, before, after) => {
        const [pair] = sessionCookie(draw, INSTANCE).split(";");
        const session = readSession(`${before}${pair}${after}`);
        assert.ok(session && Math.abs(session.draw - draw) < 2 ** -31 && session.draw < 1);
        assert.equal(session.instance, INSTANCE.slice(0, 16));
      }),
    );
  });

  for (const cookie of [undefined, "", "a=b", "GAESA=short", "GAESA=not!base64url!!!"]) {
    it(`is not there in ${cookie}`, () => assert.equal(readSession(cookie), undefined));
  }
});
