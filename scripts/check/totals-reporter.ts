import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** A dot for each test, what failed at the end, and the totals as JSON in the file that MOCHA_TOTALS names. */
export default class TotalsReporter extends Mocha.reporters.Dot {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const file = process.env["MOCHA_TOTALS"];
      const { passes: passed, failures: failed } = this.stats;
      if (file !== undefined) writeFileSync(file, JSON.stringify({ passed, failed, node: process.versions.node }));
    });
  }
}
