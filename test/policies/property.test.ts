import assert from "node:assert/strict";
import { Property, UNKNOWN } from "../../policies/resource/property.ts";
import { NotKnown, WrongType } from "../../policies/resource/reading-errors.ts";

describe("Property", () => {
  it("names the path it was reached by", () => {
    const property = new Property({ a: [{ b: "x" }] }).at("a", 0, "b");
    assert.equal(property.path, "a[0].b");
    assert.equal(property.text(), "x");
  });

  it("takes nothing, null and the empty text for absent, and all that is below it", () => {
    for (const value of [undefined, null, ""]) {
      assert.equal(new Property({ a: value }).at("a").text(), undefined);
    }
    assert.equal(new Property({}).at("a", 0, "b").isAbsent(), true);
    assert.deepEqual(new Property({}).at("a").items(), []);
    assert.deepEqual(new Property({}).at("a").entries(), []);
  });

  it("throws for what is not known yet, and for all that is below it", () => {
    const property = new Property({ a: UNKNOWN });
    for (const read of [
      () => property.at("a").text(),
      () => property.at("a", 0, "b").number(),
      () => property.at("a").items(),
      () => property.at("a").isAbsent(),
    ])
      assert.throws(read, NotKnown);
    assert.throws(() => property.at("a", "b").flag(), {
      path: "a.b",
      message: "a.b is not known yet; the update checks it, and stops at a violation",
    });
  });

  it("throws for another type, without the value", () => {
    const property = new Property({ a: "hunter2" });
    assert.throws(() => property.at("a").number(), WrongType);
    assert.throws(() => property.at("a").number(), { message: "a is a text, not a number" });
    assert.throws(() => property.at("a").items(), { message: "a is a text, not a list" });
    assert.throws(() => property.at("a", "b"), { message: "a is a text, not a map" });
    assert.throws(() => new Property({ a: {} }).at("a", 0), { message: "a is a map, not a list" });
  });

  it("takes the policy SDK's proxies, which throw on unknown values, for unknown", () => {
    const sdkLike = new Proxy(
      { a: 1 },
      {
        get() {
          throw Object.assign(new Error("can't be known during preview"), { unknownTypeSentinel: "x" });
        },
      },
    );
    assert.throws(() => new Property(sdkLike).at("a").number(), NotKnown);
  });

  it("passes on what else a proxy throws", () => {
    const broken = new Proxy(
      { a: 1 },
      {
        get() {
          throw new TypeError("broken");
        },
      },
    );
    assert.throws(() => new Property(broken).at("a"), { name: "TypeError", message: "broken" });
  });

  it("does not take what every object inherits for a property", () => {
    assert.equal(new Property({}).at("constructor").isAbsent(), true);
    assert.equal(new Property({}).at("toString").isAbsent(), true);
  });

  it("leaves out the notes that providers make to themselves", () => {
    const property = new Property({ __defaults: ["a"], a: "x" });
    assert.deepEqual(
      property.entries().map(([key]) => key),
      ["a"],
    );
    assert.deepEqual(
      property.texts().map(({ path }) => path),
      ["a"],
    );
  });
});
