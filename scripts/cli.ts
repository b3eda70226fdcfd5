#!/usr/bin/env node
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { createProgram } from "./program.ts";
import { createProcessIo } from "./io.ts";
import { findPackageRoot } from "./package-root.ts";
import { createToolkit } from "./toolkit.ts";

// Who reads the output may have seen enough, such as `head`; what is to be written to files is written all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
const file = fileURLToPath(import.meta.url);
const io = createProcessIo(process);
const toolkit = createToolkit(findPackageRoot(file), extname(file) === ".js");
// The code is set and the process left to end by itself, so that output still under way is not lost.
process.exitCode = await createProgram(io, toolkit)(process.argv.slice(2));
