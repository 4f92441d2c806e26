// Takes the JSON schemas that the program made into the extension, where `jsonValidation` of package.json names them.
import { cpSync } from "node:fs";

const schemas = new URL("../schemas/", import.meta.url);
cpSync(schemas, new URL("./dist/schemas/", import.meta.url), { recursive: true });
