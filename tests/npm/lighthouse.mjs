// Lighthouse's four scores for each address that is given: `node lighthouse.mjs CHROME ADDRESS…` prints one JSON object.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, ...addresses] = process.argv.slice(2);
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox"], logLevel: "silent" });
const scores = {};
try {
  for (const address of addresses) {
    const run = await lighthouse(address, { port: chrome.port, logLevel: "silent", output: "json" });
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
