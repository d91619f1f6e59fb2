// The usual check of front matter in Node: gray-matter reads, ajv validates. Usage: node matter_ajv.mjs SCHEMA FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import matter from "gray-matter";

const [schemaFile, folder] = process.argv.slice(2);
const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(readFileSync(schemaFile, "utf8")));
let read = 0;
let faulty = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith(".md")) continue;
  read += 1;
  if (!validate(matter(readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8")).data)) faulty += 1;
}
console.log(`${read} read, ${faulty} faulty`);
process.exit(faulty ? 1 : 0);
