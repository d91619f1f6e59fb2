// Lighthouse's scores for each address that is given: `node lighthouse.mjs CHROME CATEGORIES ADDRESS…` prints one JSON object.
// CATEGORIES are some of performance, accessibility, best-practices and seo, with commas between them.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, categories, ...addresses] = process.argv.slice(2);
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox"], logLevel: "silent" });
const scores = {};
try {
  for (const address of addresses) {
    const run = await lighthouse(address, { port: chrome.port, logLevel: "silent", output: "json", onlyCategories: categories.split(",") });
    const lost = Object.values(run.lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9);
    scores[address] = {
      ...Object.fromEntries(Object.entries(run.lhr.categories).map(([name, category]) => [name, category.score])),
      lost: lost.map((audit) => `${audit.id} ${audit.displayValue ?? ""}`),
    };
  }
} finally {
  await chrome.kill();
}
console.log(JSON.stringify(scores));
