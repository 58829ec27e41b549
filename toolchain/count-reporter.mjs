import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** Mocha's spec reporter, which also leaves its counts as JSON in the file that `--reporter-option counts=FILE` names. */
export default class CountReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { counts } = options.reporterOptions;
    // Failed hooks are no tests of the suite, but emit `fail` like them.
    const seen = { passed: 0, failed: 0 };
    runner.on("pass", () => seen.passed++);
    runner.on("fail", () => seen.failed++);
    runner.once("end", () => writeFileSync(counts, JSON.stringify(seen)));
  }
}
