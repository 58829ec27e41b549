import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/**
 * Mocha's spec reporter, which also leaves its counts, and what failed with the first line of why, as JSON in the file that
 * `--reporter-option counts=FILE` names.
 */
export default class CountReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { counts } = options.reporterOptions;
    const seen = { passed: 0, failed: 0, failures: [], ended: false };
    // After every test, so that a run that is ended has left what it knew. Failed hooks emit `fail` as tests do.
    const note = (change) => {
      change();
      writeFileSync(counts, JSON.stringify(seen));
    };
    runner.on("pass", () => note(() => seen.passed++));
    runner.on("fail", (test, error) =>
      note(() => {
        seen.failed++;
        seen.failures.push({
          title: test.titlePath().join(" > "),
          message: String(error?.message ?? error).split("\n", 1)[0],
        });
      }),
    );
    runner.once("end", () =>
      note(() => {
        seen.ended = true;
      }),
    );
  }
}
