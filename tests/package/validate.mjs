// Judges documents by the schemas that Microsoft's validator carries, without a network: cases in, faults out, as JSON.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const { AppManifestUtils } = require("@microsoft/app-manifest");
const schemas = join(dirname(require.resolve("@microsoft/app-manifest")), "json-schemas", "teams");

const cases = JSON.parse(readFileSync(0, "utf8"));
const faults = {};
for (const [name, { version, schema, document }] of Object.entries(cases)) {
  // The languages' schema has a bracket that its own reader takes for a mistake, so that it would judge nothing.
  const written = readFileSync(join(schemas, `v${version}`, `${schema}.schema.json`), "utf8");
  const carried = JSON.parse(written.replaceAll("\\\\b]", "\\\\b\\\\]"));
  faults[name] = await AppManifestUtils.validateAgainstSchema(document, carried);
}
process.stdout.write(JSON.stringify(faults));
