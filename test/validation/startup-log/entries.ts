import type { LogEntry } from "../../../validation/startup-log/log-entry.ts";

/** An entry that the program wrote. */
export function entry(text: string, differing: Partial<LogEntry> = {}): LogEntry {
  return { text, severity: "INFO", source: "container", ...differing };
}

const SECONDS = {
  INIT: 0.2,
  DEPENDENCIES: 0.05,
  DATABASE: 0.04,
  CACHE: 0.01,
  SERVICES: 0.02,
  WEBSOCKET: 0.01,
  FINALIZE: 0.07,
};

/** The entries of a start in good health, as the reference backend writes them; `slower` stretches every phase. */
export function goodStart({ slower = 1, instance = "one" } = {}): LogEntry[] {
  const phases = Object.entries(SECONDS).map(([phase, seconds]) => {
    const durationMs = seconds * 1000 * slower;
    return entry(`Startup phase ${phase} completed in ${durationMs} ms`, {
      instance,
      fields: { phase, durationMs },
    });
  });
  const systems = ["Database", "Redis", "LLM Manager", "Chat Pipeline", "Agent Bridge"];
  return [
    ...phases,
    entry(`CRITICAL SYSTEMS STATUS: ${systems.map((name) => `${name}: operational`).join(", ")}`, {
      instance,
      fields: { systems: Object.fromEntries(systems.map((name) => [name, "operational"])), down: [] },
    }),
    entry("CHAT FUNCTIONALITY: FULLY OPERATIONAL", { instance }),
    entry(`Startup completed in ${Math.round(400 * slower)} ms`, { instance }),
  ];
}
