import * as z from "zod";
import { FAULT_NAMES } from "./faults/gallery.ts";

const portNumber = z.coerce.number().int().min(1).max(65535);
const flag = z.enum(["true", "false"]).transform((value) => value === "true");
const key = z.string().min(32, "at least 32 characters (RFC 7518 wants 256 bits for HS256)");

const environment = z.object({
  PORT: portNumber.default(8000),
  ENVIRONMENT: z.enum(["development", "test", "staging", "production"]).default("development"),
  LOG_LEVEL: z
    .string()
    .toLowerCase()
    .pipe(z.enum(["debug", "info", "warn", "error"]))
    .default("info"),
  DATABASE_HOST: z.string(),
  DATABASE_PORT: portNumber.default(5432),
  DATABASE_NAME: z.string(),
  DATABASE_USER: z.string(),
  DATABASE_PASSWORD: z.string(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(5),
  REDIS_HOST: z.string(),
  REDIS_PORT: portNumber.default(6379),
  CLICKHOUSE_HOST: z.string().optional(),
  CLICKHOUSE_PORT: portNumber.default(8443),
  CLICKHOUSE_REQUIRED: flag.default(false),
  JWT_SECRET_KEY: key,
  SERVICE_SECRET: key,
  OAUTH_CLIENT_SECRET: z.string().min(16),
  SESSION_TTL_SECONDS: z.coerce.number().int().min(1).default(3600),
  WS_HEARTBEAT_SECONDS: z.coerce.number().min(0.1).max(300).default(30),
  DEPENDENCY_DEADLINE_SECONDS: z.coerce.number().min(0.1).max(60).default(10),
  FAULT: z.enum(FAULT_NAMES).optional(),
  FAULT_ERROR_PERCENT: z.coerce.number().min(0).max(100).default(0),
  LLM_API_KEY: z.string().optional(),
  LLM_BASE_URL: z.url().default("https://api.openai.com/v1"),
  LLM_MODEL: z.string().optional(),
  K_SERVICE: z.string().default("local"),
  K_REVISION: z.string().default("local"),
});

const consistent = environment.superRefine((values, context) => {
  if (values.LLM_API_KEY && !values.LLM_MODEL) {
    context.addIssue({ code: "custom", path: ["LLM_MODEL"], message: "needed when LLM_API_KEY is set" });
  }
  if (values.ENVIRONMENT === "production" && (values.FAULT || values.FAULT_ERROR_PERCENT > 0)) {
    const path = [values.FAULT ? "FAULT" : "FAULT_ERROR_PERCENT"];
    context.addIssue({ code: "custom", path, message: "never in production" });
  }
  if (values.CLICKHOUSE_REQUIRED && !values.CLICKHOUSE_HOST) {
    const message = "needed when CLICKHOUSE_REQUIRED is true";
    context.addIssue({ code: "custom", path: ["CLICKHOUSE_HOST"], message });
  }
});

/**
 * Everything the service reads from its environment; variables, units and defaults are listed in
 * backend/README.md.
 */
export type Configuration = z.infer<typeof environment>;

/**
 * Every variable that is missing or wrong, at once; values are never repeated, since many of them are
 * secrets.
 */
export class ConfigurationError extends Error {
  readonly problems: { variable: string; problem: string }[];

  constructor(problems: { variable: string; problem: string }[]) {
    super(`${problems.length} environment variable(s) missing or wrong`);
    this.name = "ConfigurationError";
    this.problems = problems;
  }
}

/**
 * Reads the environment, an empty variable counting as unset. Throws {@link ConfigurationError} with all
 * problems.
 */
export function readConfiguration(variables: NodeJS.ProcessEnv): Configuration {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = consistent.safeParse(set);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues.map(({ path, message }) => {
      const variable = path.join(".");
      return {
        variable,
        problem: set[variable] === undefined && !message.startsWith("needed") ? "not set" : message,
      };
    }),
  );
}
