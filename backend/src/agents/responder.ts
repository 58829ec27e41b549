import type { Agent, ToolResult } from "./agent.ts";

export interface Question {
  agent: Agent;
  text: string;
  result: ToolResult;
}

/** Puts an answer into words; `kind` is stored with the answer and shown to the user. */
export interface Responder {
  kind: "deterministic" | "llm";
  answer(question: Question): Promise<string>;
  /** Rejects when answers cannot be had at present. */
  check(): Promise<void>;
}

/** The same question gets the same answer: the tool's finding as a sentence, no language model involved. */
export const deterministicResponder: Responder = {
  kind: "deterministic",
  answer: async ({ agent, result }) => agent.describe(result),
  check: async () => undefined,
};
