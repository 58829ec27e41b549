import assert from "node:assert/strict";
import { COMMENT_BYTES, previewComment, SUMMARY_BYTES } from "../../preview/comment.ts";
import { bytes } from "../../preview/markdown/room.ts";
import { PLANTED } from "./planted-secrets.ts";
import { recordedEvents, recordedFacts, recordedNames } from "./recorded-streams.ts";
import { commentOf, snapshot } from "./snapshot.ts";

const KINDS = [
  "bridged-plugin",
  "create",
  "delete",
  "many",
  "no-change",
  "policy-failure",
  "policy-warning",
  "provider-error",
  "replace",
  "secret-changed",
  "update",
];

describe("the comment on a preview that the engine recorded", () => {
  it("was recorded for ten kinds of change, one of them in the shapes of the real plugin as well", () =>
    assert.deepEqual(recordedNames, KINDS));

  for (const name of KINDS) {
    it(`says for ${name} what its snapshot says`, () => assert.equal(commentOf(name), snapshot(name)));

    it(`fits into GitHub's limit for ${name}, and its full text into a step summary`, () => {
      const facts = recordedFacts(name);
      const { text } = previewComment(facts);
      assert.ok(bytes(text) <= COMMENT_BYTES && text.length < 65_536);
      assert.ok(bytes(previewComment(facts, SUMMARY_BYTES).text) <= SUMMARY_BYTES);
    });

    it(`holds for ${name} no secret that was planted, shortened or not`, () => {
      const facts = recordedFacts(name);
      const texts = previewComment(facts).text + previewComment(facts, Number.POSITIVE_INFINITY).text;
      for (const [kind, secret] of Object.entries(PLANTED)) {
        assert.ok(!texts.includes(secret), `${kind} is in the comment`);
      }
    });
  }

  it("had secrets to leave out: they are in what the engine recorded", () => {
    const streams = JSON.stringify([recordedEvents("secret-changed"), recordedEvents("provider-error")]);
    const present = Object.entries(PLANTED).filter(([, secret]) => streams.includes(secret));
    assert.deepEqual(
      present.map(([kind]) => kind),
      ["token", "namedPassword", "random", "addressPassword", "echoed"],
    );
  });

  it("names all 300 resources in the full text, and says in the comment how many it leaves out", () => {
    const facts = recordedFacts("many");
    assert.equal(facts.preview.resources.length, 300);
    const comment = previewComment(facts);
    const full = previewComment(facts, SUMMARY_BYTES);
    assert.deepEqual([comment.shortened, full.shortened], [true, false]);
    for (const { name } of facts.preview.resources) assert.ok(full.text.includes(`\`${name}\``), name);
    assert.match(comment.text, /and 200 more/);
  });

  it("fits into whatever room there is, down to its first line", () => {
    for (const room of [1_000, 2_000, 5_000, 20_000, 40_000]) {
      const { text } = previewComment(recordedFacts("many"), room);
      assert.ok(bytes(text) <= room, `${bytes(text)} bytes in a room of ${room}`);
      assert.match(text, /^## ✅ `staging`: 300 created/);
    }
  });
});
