import type { Agent } from "./agent.ts";
import { data } from "./data.ts";
import { reporting } from "./reporting.ts";
import { triage } from "./triage.ts";

/** The agents that can be asked, the default one first. */
export const AGENTS: [Agent, ...Agent[]] = [triage, data, reporting];

/** Without a name the default agent; undefined when there is none of that name. */
export function findAgent(name: string | undefined): Agent | undefined {
  return name === undefined ? AGENTS[0] : AGENTS.find((agent) => agent.name === name);
}
