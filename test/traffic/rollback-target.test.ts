import assert from "node:assert/strict";
import fc from "fast-check";
import { rollbackCandidates } from "../../traffic/rollback-target.ts";
import type { Health, Move, ServingEntry, Shares } from "../../traffic/serving-history.ts";

/** `deploy a>b good`; a share other than 100 as `b:10+a:90`. The newest first. */
function history(...lines: string[]): ServingEntry[] {
  return lines.map((line, index) => {
    const [move = "", shift = "", health = ""] = line.split(" ");
    const [from = "", to = ""] = shift.split(">");
    const at = `t${lines.length - index}`;
    return {
      at,
      by: "ada",
      move: move as Move,
      from: shares(from),
      to: shares(to),
      health: health as Health,
    };
  });
}

function shares(text: string): Shares {
  const parts = text.split("+").filter((part) => part !== "");
  return Object.fromEntries(
    parts.map((part) => {
      const [name = "", percent = "100"] = part.split(":");
      return [name, Number(percent)];
    }),
  );
}

describe("the revisions to roll back to", () => {
  const table: { title: string; history: ServingEntry[]; current?: string; candidates: string }[] = [
    { title: "none without a history", history: [], current: "a", candidates: "" },
    { title: "none after a first deploy", history: history("deploy >a good"), current: "a", candidates: "" },
    {
      title: "the one before, never the one that serves",
      history: history("deploy a>b good", "deploy >a good"),
      current: "b",
      candidates: "a(good)",
    },
    {
      title: "not the newest but the one that was healthy",
      history: history("deploy b>c good", "deploy a>b bad", "deploy >a good"),
      current: "c",
      candidates: "a(good)",
    },
    {
      title: "healthy ones before those that nobody looked at",
      history: history("deploy b>c good", "seen a>b unverified", "deploy >a good"),
      current: "c",
      candidates: "a(good) b(unverified)",
    },
    {
      title: "never what a rollback left",
      history: history("rollback b>a good", "deploy a>b good", "deploy >a good"),
      current: "a",
      candidates: "",
    },
    {
      title: "what a rollback left, once it was promoted and replaced again",
      history: history("deploy b>c good", "promote a>b good", "rollback b>a good", "deploy a>b good"),
      current: "c",
      candidates: "b(good) a(good)",
    },
    {
      title: "a revision by its latest verdict",
      history: history("deploy a>b good", "promote b>a bad", "deploy a>b good", "deploy >a good"),
      current: "b",
      candidates: "",
    },
    {
      title: "the larger share of a split first",
      history: history("deploy a:30+b:70>c good", "deploy >b:70+a:30 good"),
      current: "c",
      candidates: "b(good) a(good)",
    },
    {
      title: "what serves most beside a small share of the new one",
      history: history("deploy b>c:10+b:90 good", "deploy a>b good", "deploy >a good"),
      current: "c",
      candidates: "b(good) a(good)",
    },
    {
      title: "what serves beside a new one that is bad, which is not its fault",
      history: history("deploy b>c:10+b:90 bad", "deploy a>b good", "deploy >a good"),
      current: "c",
      candidates: "b(good) a(good)",
    },
    {
      title: "nothing that was bad by a change of shares either",
      history: history("promote c:10+b:90>c:50+b:50 bad", "deploy b>c:10+b:90 good", "deploy >b good"),
      current: "d",
      candidates: "b(good)",
    },
    {
      title: "what served beside others as unknown where the history has forgotten how it did",
      history: history("deploy b>c:10+b:90 bad"),
      current: "c",
      candidates: "b(unverified)",
    },
    {
      title: "everything that served when nothing serves now",
      history: history("deploy a>b good", "deploy >a good"),
      candidates: "b(good) a(good)",
    },
  ];
  for (const row of table)
    it(`are ${row.title}`, () => {
      const found = rollbackCandidates(row.history, row.current);
      assert.equal(found.map(({ revision, health }) => `${revision}(${health})`).join(" "), row.candidates);
    });

  it("hold each once, all of them from the history, never the current one", () => {
    const name = fc.constantFrom("a", "b", "c", "d");
    const entry = fc.record({
      at: fc.constant("t"),
      by: fc.constant("ada"),
      move: fc.constantFrom<Move>("deploy", "rollback", "promote", "seen"),
      from: name.map((one): Shares => ({ [one]: 100 })),
      to: name.map((one): Shares => ({ [one]: 100 })),
      health: fc.constantFrom<Health>("good", "bad", "unverified"),
    });
    fc.assert(
      fc.property(fc.array(entry), name, (entries, current) => {
        const found = rollbackCandidates(entries, current).map(({ revision }) => revision);
        assert.equal(new Set(found).size, found.length);
        assert.ok(!found.includes(current));
        assert.ok(found.every((revision) => entries.some(({ to }) => revision in to)));
      }),
    );
  });
});
