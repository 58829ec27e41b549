import type { Logger } from "pino";

/** The systems without which nobody can chat, in the order of the status line. */
export const CRITICAL_SYSTEMS = [
  "Database",
  "Redis",
  "LLM Manager",
  "Chat Pipeline",
  "Agent Bridge",
] as const;

export type CriticalSystem = (typeof CRITICAL_SYSTEMS)[number];

/** `up` is an observation; `reason` says what was seen when it is false. */
export interface SystemState {
  up: boolean;
  reason?: string;
}

export type SystemStates = Record<CriticalSystem, SystemState>;

/** Looks at one system; throws what it saw when the system is down. */
export type SystemCheck = () => Promise<unknown>;

/** Runs all checks side by side, each with the same deadline in milliseconds. */
export async function checkSystems(
  checks: Record<CriticalSystem, SystemCheck>,
  deadlineMs: number,
): Promise<SystemStates> {
  const entries = await Promise.all(
    CRITICAL_SYSTEMS.map(async (system) => [system, await observe(checks[system], deadlineMs)] as const),
  );
  return Object.fromEntries(entries) as SystemStates;
}

/** The systems that are down, each with its reason. */
export function downSystems(states: SystemStates): string[] {
  return CRITICAL_SYSTEMS.filter((system) => !states[system].up).map(
    (system) => `${system}: ${states[system].reason ?? "down"}`,
  );
}

/** Writes the status block that deployment reports and log audits look for. */
export function logSystemStates(logger: Logger, states: SystemStates, responder: string): void {
  const systems = Object.fromEntries(
    CRITICAL_SYSTEMS.map((system) => [system, states[system].up ? "operational" : "down"]),
  );
  const line = CRITICAL_SYSTEMS.map((system) => `${system}: ${systems[system]}`).join(", ");
  const down = downSystems(states);
  const level = down.length === 0 ? "info" : "error";
  logger[level]({ systems, down }, `CRITICAL SYSTEMS STATUS: ${line}`);
  const verdict = down.length === 0 ? "FULLY OPERATIONAL" : "NOT OPERATIONAL";
  logger[level]({ responder }, `CHAT FUNCTIONALITY: ${verdict}`);
}

async function observe(check: SystemCheck, deadlineMs: number): Promise<SystemState> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs);
  try {
    await Promise.race([check(), late]);
    return { up: true };
  } catch (error) {
    return { up: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
