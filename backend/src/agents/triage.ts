import type { Agent } from "./agent.ts";

const TOPICS: Record<string, RegExp> = {
  cost: /\b(costs?|price|pric(y|ing)|bill(ing)?|budget|spend(ing)?|cheap(er)?|expensive)\b/i,
  latency: /\b(latency|slow(er)?|fast(er)?|delay|timeouts?|p9[59]|response times?)\b/i,
  reliability: /\b(down|outage|errors?|fail(s|ed|ure|ures)?|crash(es|ed)?|rollbacks?)\b/i,
};

/** Sorts a request by topic. */
export const triage: Agent = {
  name: "triage",
  description: "Sorts a request by topic: cost, latency, reliability or general.",
  tool: {
    name: "classify_request",
    run: (text) => {
      const topics = Object.keys(TOPICS).filter((topic) => TOPICS[topic]?.test(text));
      return { topics: topics.length > 0 ? topics : ["general"] };
    },
  },
  describe: ({ topics }) => `This request is about ${[topics].flat().join(" and ")}.`,
};
