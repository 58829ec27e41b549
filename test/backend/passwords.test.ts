import assert from "node:assert/strict";
import { hashPassword, verifyPassword } from "../../backend/src/auth/passwords.ts";

describe("passwords", () => {
  it("are recognised by their hash, which holds its own cost and salt", async () => {
    const hash = await hashPassword("correct horse battery");
    assert.match(hash, /^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/);
    assert.equal(await verifyPassword("correct horse battery", hash), true);
    assert.equal(await verifyPassword("correct horse batterx", hash), false);
  });

  it("are refused for an unknown user", async () => {
    assert.equal(await verifyPassword("correct horse battery", undefined), false);
  });

  it("are never compared with a hash of an unknown scheme", async () => {
    await assert.rejects(verifyPassword("x", "md5$1"), { message: "unknown password scheme md5" });
  });
});
