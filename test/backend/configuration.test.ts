import assert from "node:assert/strict";
import { ConfigurationError, readConfiguration } from "../../backend/src/configuration.ts";

const complete = {
  DATABASE_HOST: "/cloudsql/netra-staging:us-central1:staging-shared-postgres",
  DATABASE_NAME: "netra",
  DATABASE_USER: "netra",
  DATABASE_PASSWORD: "database-password",
  REDIS_HOST: "10.0.0.3",
  JWT_SECRET_KEY: "j".repeat(32),
  SERVICE_SECRET: "s".repeat(32),
  OAUTH_CLIENT_SECRET: "o".repeat(16),
};

function problemsOf(variables: NodeJS.ProcessEnv): { variable: string; problem: string }[] {
  try {
    readConfiguration(variables);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe("the backend's configuration", () => {
  it("has no fault switched on, and takes none in production", () => {
    const { FAULT, FAULT_ERROR_PERCENT } = readConfiguration(complete);
    assert.deepEqual([FAULT, FAULT_ERROR_PERCENT], [undefined, 0]);
    assert.equal(readConfiguration({ ...complete, FAULT: "slow-start" }).FAULT, "slow-start");
    const production = { ...complete, ENVIRONMENT: "production" };
    assert.deepEqual(problemsOf({ ...production, FAULT: "slow-start" }), [
      { variable: "FAULT", problem: "never in production" },
    ]);
    assert.deepEqual(problemsOf({ ...production, FAULT_ERROR_PERCENT: "1" }), [
      { variable: "FAULT_ERROR_PERCENT", problem: "never in production" },
    ]);
    assert.equal(problemsOf({ ...complete, FAULT: "no-such-fault" })[0]?.variable, "FAULT");
  });

  it("fills in the defaults", () => {
    const { PORT, REDIS_PORT, DATABASE_POOL_SIZE, LOG_LEVEL, CLICKHOUSE_REQUIRED, ENVIRONMENT } =
      readConfiguration(complete);
    assert.deepEqual(
      { PORT, REDIS_PORT, DATABASE_POOL_SIZE, LOG_LEVEL, CLICKHOUSE_REQUIRED, ENVIRONMENT },
      {
        PORT: 8000,
        REDIS_PORT: 6379,
        DATABASE_POOL_SIZE: 5,
        LOG_LEVEL: "info",
        CLICKHOUSE_REQUIRED: false,
        ENVIRONMENT: "development",
      },
    );
  });

  it("takes the pool's size from DATABASE_POOL_SIZE, which the policies reckon with", () => {
    assert.equal(readConfiguration({ ...complete, DATABASE_POOL_SIZE: "3" }).DATABASE_POOL_SIZE, 3);
    assert.deepEqual(problemsOf({ ...complete, DATABASE_POOL_SIZE: "0" }), [
      { variable: "DATABASE_POOL_SIZE", problem: "Too small: expected number to be >=1" },
    ]);
  });

  it("names every variable that is missing or wrong, at once", () => {
    assert.deepEqual(problemsOf({ PORT: "eighty", JWT_SECRET_KEY: "short", DATABASE_HOST: "" }), [
      { variable: "PORT", problem: "Invalid input: expected number, received NaN" },
      { variable: "DATABASE_HOST", problem: "not set" },
      { variable: "DATABASE_NAME", problem: "not set" },
      { variable: "DATABASE_USER", problem: "not set" },
      { variable: "DATABASE_PASSWORD", problem: "not set" },
      { variable: "REDIS_HOST", problem: "not set" },
      {
        variable: "JWT_SECRET_KEY",
        problem: "at least 32 characters (RFC 7518 wants 256 bits for HS256)",
      },
      { variable: "SERVICE_SECRET", problem: "not set" },
      { variable: "OAUTH_CLIENT_SECRET", problem: "not set" },
    ]);
  });

  it("wants a model for a language model key and a host for a required ClickHouse", () => {
    assert.deepEqual(problemsOf({ ...complete, LLM_API_KEY: "key", CLICKHOUSE_REQUIRED: "true" }), [
      { variable: "LLM_MODEL", problem: "needed when LLM_API_KEY is set" },
      { variable: "CLICKHOUSE_HOST", problem: "needed when CLICKHOUSE_REQUIRED is true" },
    ]);
  });

  it("never repeats a value", () => {
    const problems = JSON.stringify(problemsOf({ ...complete, JWT_SECRET_KEY: "hunter2", PORT: "secret!" }));
    assert.doesNotMatch(problems, /hunter2|secret!/);
  });
});
