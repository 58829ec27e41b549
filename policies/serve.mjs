#!/usr/bin/env node
// The pack as a program of its own, for engines from 3.256 on: `--policy-pack policies/serve.mjs`. It answers the same as
// `--policy-pack policies`, and starts in a tenth of the time: no language host, no compiler, nothing of the SDK that it has no use for.
import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Only imports made after this line profit.
enableCompileCache(join(import.meta.dirname, "..", "node_modules", ".cache", "stage", "compiled"));
const { serveAnalyzer } = await import("./engine/serve-analyzer.ts");
process.stdout.write(`${await serveAnalyzer()}\n`);
