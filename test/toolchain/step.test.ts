import assert from "node:assert/strict";
import { type Found, type Step, take } from "../../toolchain/step.ts";

const tool: Found = { what: "tool", version: "1", where: "/bin/tool" };

describe("a step of the toolchain", () => {
  it("is not shown when its tool is there", async () => {
    const step: Step = {
      title: "tool",
      find: async () => tool,
      provide: () => assert.fail("nothing is to be provided"),
    };
    assert.equal(await take(step, () => assert.fail("nothing is to be shown")), tool);
  });

  it("is shown while its tool is got", async () => {
    const shown: string[] = [];
    const step: Step = {
      title: "tool",
      find: async () => undefined,
      provide: async (report) => {
        report("on its way");
        return tool;
      },
    };
    const found = await take(step, (title, work) => {
      shown.push(title);
      return work((line) => shown.push(line));
    });
    assert.equal(found, tool);
    assert.deepEqual(shown, ["tool", "on its way"]);
  });
});
