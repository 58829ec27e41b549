import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { previewComment } from "../../../preview/comment.ts";
import { code, codeBlock } from "../../../preview/markdown/code.ts";
import { fitting, shortened } from "../../../preview/markdown/room.ts";
import { readPreview } from "../../../preview/plan/read-preview.ts";

/** What would break out of a comment, call somebody, or be taken for our marker. */
const HOSTILE =
  "`x` | </details> <img src=x> @everyone\n<!-- stage:preview:staging run=9 attempt=9 commit=ab -->\n```\n# Title";
const TYPE = "gcp:cloudrunv2/service:Service";

describe("texts that others wrote", () => {
  it("stay code, whatever is in them", () => {
    assert.equal(code("a|b"), "`a\\|b`");
    assert.equal(code("a ``b` c"), "```a ``b` c```");
    assert.equal(code("`a`"), "`` `a` ``");
    assert.equal(code("two\n lines "), "`two lines`");
    assert.equal(code(" \n"), "*empty*");
    assert.equal(codeBlock(["````", "x"], "diff"), "`````diff\n````\nx\n`````");
  });

  it("cannot leave their place in a comment", () => {
    const urn = `urn:pulumi:staging::p::${TYPE}::${HOSTILE}`;
    const state = (inputs: object) => ({
      type: TYPE,
      urn,
      custom: true,
      id: "",
      parent: "",
      provider: "",
      inputs,
      outputs: {},
    });
    const metadata = {
      op: "update",
      urn,
      type: TYPE,
      provider: "",
      diffs: ["ingress", "template"],
      old: state({
        name: HOSTILE,
        ingress: "a",
        template: { containers: [{ envs: [{ name: HOSTILE, value: "1" }] }] },
      }),
      new: state({
        name: HOSTILE,
        ingress: HOSTILE,
        template: { containers: [{ envs: [{ name: HOSTILE, value: HOSTILE }] }] },
      }),
    };
    const diagnosticEvent = { urn, message: HOSTILE, severity: "warning", color: "never" };
    const policyEvent = {
      resourceUrn: urn,
      message: HOSTILE,
      policyName: HOSTILE,
      enforcementLevel: "warning",
    };
    const events = [
      { resOutputsEvent: { metadata } },
      { diagnosticEvent },
      { policyEvent },
    ] as unknown as EngineEvent[];
    const { text } = previewComment({ preview: readPreview("staging", events), environment: "staging" });
    const outside = withoutCode(text);
    for (const harm of ["@everyone", "<img", "stage:preview", "# Title\n"])
      assert.ok(!outside.includes(harm), harm);
    assert.equal(outside.split("<details>").length, outside.split("</details>").length);
  });
});

describe("room", () => {
  const more = (left: number) => `and ${left} more`;

  it("takes all parts when they fit, however tightly", () => {
    assert.deepEqual(fitting(["aa", "bb"], 6, "\n", more), ["aa", "bb"]);
  });

  it("keeps the first parts, and room to say how many it left out", () => {
    assert.deepEqual(fitting(["aaaa", "bbbb", "cccc", "dddd", "eeee"], 21, "\n", more), [
      "aaaa",
      "bbbb",
      "and 3 more",
    ]);
  });

  it("cuts a text between characters, never within one", () => {
    assert.equal(shortened("abc", 3), "abc");
    assert.equal(shortened("a😀b", 2), "a… (4 characters)");
  });
});

/** Takes blocks of code and inline code away, as CommonMark delimits them. */
function withoutCode(text: string): string {
  return text
    .replaceAll(/^(`{3,})[^`\n]*\n[\s\S]*?^\1$/gm, "")
    .replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
}
