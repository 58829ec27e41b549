import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** Mocha's spec reporter, which also leaves its counts as JSON in the file that `--reporter-option counts=FILE` names. */
export default class CountReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { counts } = options.reporterOptions;
    const seen = { passed: 0, failed: 0, ended: false };
    // After every test, so that a run that is ended has left what it knew. Failed hooks emit `fail` as tests do.
    const note = (change) => {
      change();
      writeFileSync(counts, JSON.stringify(seen));
    };
    runner.on("pass", () => note(() => seen.passed++));
    runner.on("fail", () => note(() => seen.failed++));
    runner.once("end", () =>
      note(() => {
        seen.ended = true;
      }),
    );
  }
}
